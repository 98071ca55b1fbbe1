//! The command line: `wallet --help`.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

use std::process::ExitCode;

fn main() -> ExitCode {
    wallet_client::cli::main()
}
