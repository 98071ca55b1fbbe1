//! Whether an example of personal data may be somebody's. Documentation pages are full of such examples, and what stands
//! in the spec ends up in the client's documentation.

/// How to write an example that nobody can mistake for a person's data.
pub const HELP: &str =
    "mask it (`081******890`), or write one that says so: `Test`, `user@example.com`, `0000000000`";

/// Words that mark an example as made up.
const MADE_UP: [&str; 6] = ["test", "example", "sample", "dummy", "demo", "fake"];

/// Whether nothing in `text` tells that it is made up: it is not empty, not masked, does not say so itself, and its
/// digits, if it has any, are neither all the same nor simply counted up or down.
pub fn looks_real(text: &str) -> bool {
    let lower = text.to_lowercase();
    let masked = lower.contains(['*', '•', '…']) || lower.contains("xxx");
    let says_so = MADE_UP.iter().any(|word| lower.contains(word));
    let letters = lower.chars().any(char::is_alphabetic);
    !(text.trim().is_empty() || masked || says_so || (!letters && is_counted(text)))
}

/// Whether the digits of `text` all differ from their neighbours by the same step of -1, 0 or 1 (9 and 0 are neighbours).
fn is_counted(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    [0, 1, 9].iter().any(|step| {
        digits
            .windows(2)
            .all(|pair| matches!(pair, [a, b] if (a + step) % 10 == *b))
    })
}

#[cfg(test)]
mod tests {
    use super::looks_real;

    #[test]
    fn what_is_masked_marked_or_counted_does_not_look_real() {
        for text in [
            "",
            "  ",
            "T******t",
            "081******890",
            "xxx-xxx-1234",
            "Test",
            "Example Person",
            "user@example.com",
            "0000000000",
            "1234567890",
            "098-765-4321",
        ] {
            assert!(!looks_real(text), "{text}");
        }
    }

    #[test]
    fn what_may_be_somebodys_looks_real() {
        for text in [
            "Somchai Jaidee",
            "0812345690",
            "081-234-5679",
            "somchai@mail.co.th",
            "6502340981",
            "สมชาย",
        ] {
            assert!(looks_real(text), "{text}");
        }
    }
}
