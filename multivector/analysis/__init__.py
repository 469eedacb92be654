"""From records to tables and from tables to numbers: no words, no colours, no clock."""
