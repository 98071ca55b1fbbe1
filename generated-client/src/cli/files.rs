//! Reading what `sign`, `verify` and `key` work on: a file, or standard input.

use std::fs;
use std::io::{self, Read as _};

use super::failure::Failure;

/// The bytes of a file; those of standard input where none is named, or `-` is.
pub fn read(path: Option<&String>) -> Result<Vec<u8>, Failure> {
    match path.map(String::as_str) {
        None | Some("-") => {
            let mut bytes = Vec::new();
            io::stdin()
                .read_to_end(&mut bytes)
                .map_err(|error| Failure::unreadable("standard input", &error))?;
            Ok(bytes)
        }
        Some(path) => {
            fs::read(path).map_err(|error| Failure::unreadable(&format!("`{path}`"), &error))
        }
    }
}
