"""An open, source-linked dashboard of one country's multi-vector foreign policy."""
