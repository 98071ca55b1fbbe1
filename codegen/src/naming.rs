//! How wire names become Rust names: decided here once, for [`check`](crate::check) to test and
//! [`lower`](crate::lower) to mint.

use heck::{ToKebabCase, ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// Names at the root of the generated crate that belong to its runtime; a declaration of the same name would hide them.
pub const RESERVED_TYPES: &[&str] = &[
    "Acknowledgement",
    "ApiError",
    "AttemptInfo",
    "AttemptOutcome",
    "Client",
    "ClientBuilder",
    "Clock",
    "ConfigError",
    "Deadline",
    "DecodeError",
    "Error",
    "ErrorCode",
    "FixedClock",
    "KeyError",
    "Drift",
    "Observer",
    "RawAnswer",
    "RawSending",
    "RetryBudget",
    "RetryPolicy",
    "RuntimeError",
    "Notification",
    "NotificationError",
    "NotificationVerifier",
    "PagingError",
    "Sending",
    "SignError",
    "SigningError",
    "SigningKey",
    "StatusError",
    "SystemClock",
    "TimeoutError",
    "TransportError",
    "TransportErrorKind",
    "VerifyError",
    "VerifyingKey",
    // What generated modules import besides.
    "Api",
    "Choice",
    "Decimal",
    "Envelope",
    "Field",
    "Ledger",
    "Operation",
    "OperationInfo",
    "Paging",
    "Record",
    "Refusals",
    "Route",
    "Rule",
    "Selection",
    "Shape",
    "Sum",
    "Window",
    "Wire",
    // What every module means by these words.
    "Box",
    "Copy",
    "Clone",
    "Default",
    "Debug",
    "Eq",
    "Err",
    "From",
    "Future",
    "Into",
    "None",
    "Ok",
    "Option",
    "PartialEq",
    "Result",
    "Self",
    "Send",
    "Some",
    "String",
    "Sync",
    "Vec",
    "Other",
];

/// Methods of the client and of every builder that are not generated from the spec.
pub const RESERVED_METHODS: &[&str] = &[
    // Private ones, which an operation of the same name would clash with, too.
    "checked",
    "execute",
    "fetch_page",
    "now_millis",
    "start",
    "stream_options",
    "batch",
    "blocking",
    "builder",
    "clone",
    "collect_all",
    "cursor",
    "fmt",
    "from_env",
    "new",
    "pages",
    "plan",
    "request",
    "resume",
    "retry",
    "send",
    "stream",
    "timeout",
];

/// Settings of the sandbox that are not generated from the spec.
pub const RESERVED_SETTINGS: &[&str] = &[
    // Private ones, too.
    "allow_addresses",
    "arriving",
    "bind",
    "clock",
    "exact_envelope",
    "exact_parameters",
    "fault",
    "fmt",
    "freshness",
    "into_server",
    "merchant",
    "new",
    "refusal",
    "responder",
    "rows",
    "rows_of",
    "seed",
    "start",
    "values",
    "window_bounds",
];

/// Commands of the command line that are not generated from the spec.
pub const RESERVED_COMMANDS: &[&str] = &[
    "completions",
    "doctor",
    "help",
    "key",
    "man",
    "sandbox",
    "sign",
    "verify",
];

/// Options that commands have, whatever their operation's parameters.
pub const RESERVED_FLAGS: &[&str] = &[
    "all",
    "allow-insecure-http",
    "app-id",
    "base-url",
    "color",
    "columns",
    "config",
    "dry-run",
    "from",
    "help",
    "key",
    "output",
    "plan",
    "profile",
    "quiet",
    "resume",
    "save",
    "show-sensitive",
    "timeout",
    "to",
    "verbose",
    "version",
];

/// Who has the operation's name already, if somebody does.
#[must_use]
pub fn reserved_operation(name: &str) -> Option<&'static str> {
    if RESERVED_METHODS.contains(&name) {
        Some("a method that every client has")
    } else if RESERVED_COMMANDS.contains(&name.to_kebab_case().as_str()) {
        Some("a command that the command line has besides the operations")
    } else {
        None
    }
}

/// Words that cannot be identifiers, or not without `r#`.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "union", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// The Rust name of a field, parameter or operation: `KYCStatus` becomes `kyc_status`. `None` if no identifier can
/// be made from it. Words that Rust or the client use themselves get a trailing underscore.
#[must_use]
pub fn snake(wire: &str) -> Option<String> {
    let name = wire.to_snake_case();
    is_identifier(&name).then(|| {
        let taken = is_keyword(&name) || RESERVED_METHODS.contains(&name.as_str());
        if taken { format!("{name}_") } else { name }
    })
}

/// The Rust name of an enum's variant: `TOP_UP` becomes `TopUp`. `None` if no identifier can be made from it.
#[must_use]
pub fn variant(wire: &str) -> Option<String> {
    let name = wire.to_upper_camel_case();
    (is_identifier(&name) && name != "Self").then_some(name)
}

/// Whether `name` is written as types are: `BalanceRecord`.
#[must_use]
pub fn is_type_name(name: &str) -> bool {
    is_identifier(name)
        && name.starts_with(|first: char| first.is_ascii_uppercase())
        && !name.contains('_')
}

/// Whether `name` is written as operations are: `balance_records`.
#[must_use]
pub fn is_operation_name(name: &str) -> bool {
    is_identifier(name) && name.to_snake_case() == name && !is_keyword(name)
}

/// Whether Rust uses `word` itself.
#[must_use]
pub fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}

/// A constant's name: `BalanceRecord` becomes `BALANCE_RECORD`.
#[must_use]
pub fn constant(name: &str) -> String {
    name.to_shouty_snake_case()
}

/// A type's name: `balance_records` becomes `BalanceRecords`.
#[must_use]
pub fn camel(name: &str) -> String {
    name.to_upper_camel_case()
}

/// The name on a command line: `mchUuidList` becomes `mch-uuid-list`. An option that every command has keeps its name;
/// a parameter of the same name becomes `param-…`.
#[must_use]
pub fn cli(wire: &str) -> String {
    let name = wire.to_kebab_case();
    if RESERVED_FLAGS.contains(&name.as_str()) {
        format!("param-{name}")
    } else {
        name
    }
}

/// The command of an operation: `balance_records` becomes `balance-records`.
#[must_use]
pub fn command(operation: &str) -> String {
    operation.to_kebab_case()
}

fn is_identifier(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::{is_operation_name, is_type_name, snake, variant};

    #[test]
    fn wire_names_become_rust_names() {
        assert_eq!(snake("mchUuidList").as_deref(), Some("mch_uuid_list"));
        assert_eq!(snake("KYCStatus").as_deref(), Some("kyc_status"));
        assert_eq!(variant("MOBILE_TOP_UP").as_deref(), Some("MobileTopUp"));
    }

    #[test]
    fn words_in_use_give_way_and_impossible_names_are_told() {
        assert_eq!(snake("type").as_deref(), Some("type_"));
        assert_eq!(snake("send").as_deref(), Some("send_"));
        assert_eq!(snake("1st"), None);
        assert_eq!(snake("名"), None);
        assert_eq!(variant("1"), None);
    }

    #[test]
    fn chosen_names_follow_the_house_style() {
        assert!(
            is_type_name("KycStatus") && !is_type_name("kycStatus") && !is_type_name("Kyc_Status")
        );
        assert!(
            is_operation_name("wallet_balance")
                && !is_operation_name("walletBalance")
                && !is_operation_name("type")
        );
    }
}
