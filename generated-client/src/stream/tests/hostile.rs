//! Platforms that do what they should not.
