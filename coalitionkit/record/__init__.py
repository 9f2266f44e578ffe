"""What a coalition writes down: its tables, read with every fault named, written all or nothing."""
