"""What scripts/load_test_login.sh is made of. Only `traffic` knows the load generator, which patches the standard
library for its whole process."""
