"""Its place makes `house_of_decisions` known to the tests of the folders below."""
