//! The kinds of mistake, each with a stable number and an explanation.

use std::{fmt, str::FromStr};

use super::suggest;

macro_rules! codes {
    ($( #[doc = $what:literal] $name:ident = $id:literal, )*) => {
        /// A kind of mistake. The numbers are stable: documentation and editors refer to them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $( #[doc = $what] $name, )* }

        impl Code {
            /// Every kind of mistake.
            pub const ALL: &'static [Self] = &[ $( Self::$name, )* ];

            /// The number, as in `E001`.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $( Self::$name => $id, )* }
            }

            /// The name, as in `Syntax`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( Self::$name => stringify!($name), )* }
            }

            /// What it is, in one sentence.
            #[must_use]
            pub const fn what(self) -> &'static str {
                match self { $( Self::$name => $what.trim_ascii(), )* }
            }

            /// Why it is a mistake, with a wrong and a right snippet, as Markdown: a file beside this one.
            #[must_use]
            pub const fn explanation(self) -> &'static str {
                match self { $( Self::$name => include_str!(concat!("explanations/", $id, ".md")), )* }
            }
        }
    };
}

codes! {
    /// The file is not YAML.
    Syntax = "E001",
    /// YAML or the platform can say it, but this language does not carry it.
    NotCarried = "E002",
    /// Two YAML readers see different values.
    TwoReadings = "E003",
    /// A key stands twice in one mapping.
    DuplicateKey = "E004",
    /// A key that the language does not have.
    UnknownKey = "E005",
    /// A key that must be there is not.
    MissingKey = "E006",
    /// A text where a number belongs, or the like.
    WrongKind = "E007",
    /// A text that YAML readers may take for something else.
    WantsQuotes = "E008",
    /// A file that must be there is not.
    MissingFile = "E009",
    /// A name that no Rust name can be made from, or that is not written as its kind of name is.
    BadName = "E010",
    /// Two names that become the same Rust name.
    NameCollision = "E011",
    /// A name that the client's runtime uses itself.
    ReservedName = "E012",
    /// A type that is not declared.
    UnknownType = "E020",
    /// A declaration that nothing uses.
    Unused = "E021",
    /// A type that contains itself without end.
    CyclicType = "E022",
    /// A field that is named but does not exist, or is of the wrong type for its role.
    BadReference = "E023",
    /// A limit that does not go with the field's type.
    LimitKind = "E030",
    /// A limit that nothing or everything satisfies.
    EmptyLimit = "E031",
    /// A rule that makes no sense.
    BadRule = "E032",
    /// A default that does not fit its field.
    BadDefault = "E033",
    /// A pattern that does not compile.
    BadPattern = "E034",
    /// A key that has no meaning where it stands.
    Misplaced = "E035",
    /// A ledger whose movements and accounts do not go together.
    BadLedger = "E036",
    /// A path that is no path, or that two endpoints share.
    BadPath = "E040",
    /// Something about the envelope, the codes or the signing is off.
    BadEnvelope = "E041",
    /// An example that does not match the declared types.
    BadExample = "E050",
    /// An example of personal data that looks like a real person's.
    LooksReal = "E051",
    /// A quirk that excuses nothing or points nowhere.
    DeadQuirk = "E060",
    /// Documentation that is empty or says nothing.
    BadDoc = "E070",
    /// Documentation that another one says word for word.
    CopiedDoc = "E071",
    /// A file of the spec that cannot be read.
    Unreadable = "E080",
    /// A file that is too large to be part of a spec.
    TooLarge = "E081",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// From what a person writes: `E011`, `e011`, `11`. The error is a help.
impl FromStr for Code {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = |text: &str| {
            let digits = text.strip_prefix(['E', 'e']).unwrap_or(text);
            digits.trim_start_matches('0').to_owned()
        };
        Self::ALL
            .iter()
            .find(|code| number(code.id()) == number(text))
            .copied()
            .ok_or_else(|| suggest(text, Self::ALL.iter().map(|code| code.id())))
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn a_code_is_found_however_it_is_written() {
        for text in ["E011", "e011", "11", "011", "e11"] {
            assert_eq!(text.parse(), Ok(Code::NameCollision), "{text}");
        }
        for (text, help) in [
            ("E0111", "did you mean `E011`?"),
            ("F081", "did you mean `E081`?"),
            ("E", "these are known, among others: E001, "),
            ("", "these are known, among others: E001, "),
            ("collision", "these are known, among others: E001, "),
        ] {
            let found = text.parse::<Code>();
            assert!(
                found.as_ref().is_err_and(|error| error.starts_with(help)),
                "{text}: {found:?}"
            );
        }
    }
}
