//! The least change of the YAML that makes the spec say what a page says.
