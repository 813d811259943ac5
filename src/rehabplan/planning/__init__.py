"""Assembly: from a person and a program to a plan, and from a plan and a diary to the next one."""
