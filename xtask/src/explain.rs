//! `cargo xtask explain`: what a kind of mistake is about.

use clap::Args;
use codegen::diagnostic::Code;

/// What to explain.
#[derive(Debug, Args)]
pub struct Options {
    /// A code, as in E011; without one, all codes are listed
    code: Option<Code>,
}

/// Runs the command.
pub fn run(options: &Options) {
    print!("{}", text(options.code));
}

/// The explanation of a code, or the list of all codes.
fn text(code: Option<Code>) -> String {
    let Some(code) = code else {
        return Code::ALL
            .iter()
            .map(|code| format!("{code}  {:<13}  {}\n", code.name(), code.what()))
            .collect();
    };
    code.explanation().to_owned()
}

#[cfg(test)]
mod tests {
    use codegen::diagnostic::Code;

    use super::text;

    #[test]
    fn all_codes_are_listed_one_a_line() {
        let list = text(None);
        assert_eq!(list.lines().count(), Code::ALL.len());
        assert!(
            list.contains("\nE011  NameCollision  Two names that become the same Rust name.\n")
        );
    }

    #[test]
    fn a_code_is_explained() {
        assert!(text(Some(Code::NameCollision)).starts_with("# E011: "));
    }
}
