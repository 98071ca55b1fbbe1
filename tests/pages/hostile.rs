//! Pages that nobody would write: each ends soon, with facts or with a plain message.

use std::time::{Duration, Instant};

use xtask::import::{self, draft};

/// Far more than any takes, in a build that is not optimised and on a machine that does other things besides.
const LONG: Duration = Duration::from_secs(60);

/// Extracts, and gives what is said against the page.
fn extract(name: &str, bytes: &[u8]) -> Result<import::Facts, String> {
    let began = Instant::now();
    let facts = import::page::read(name, bytes).map(|pieces| import::extract(name, &pieces));
    let took = began.elapsed();
    assert!(took < LONG, "{name} took {took:?}");
    facts
}

#[test]
fn what_is_too_large_or_no_text_is_refused_in_plain_words() {
    for (name, bytes, says) in [
        (
            "large.txt",
            vec![b'a'; 10 << 20],
            "too many bytes for a page",
        ),
        ("binary.txt", vec![0x80, 0x00, 0xff, 0x80], "no UTF-8"),
        ("zero.txt", b"# a\n\0\n".to_vec(), "a zero byte"),
        ("one_line.txt", vec![b'a'; 1 << 20], "line 1 has more than"),
        (
            "rows.txt",
            "a Yes string b\n".repeat(1_000_000).into_bytes(),
            "too many bytes for a page",
        ),
        (
            "wide.txt",
            [b"\xff\xfe".to_vec(), b"a\0".repeat(9)].concat(),
            "not UTF-8 but UTF-16",
        ),
        (
            "lines.txt",
            "a b\n".repeat(100_000).into_bytes(),
            "lines are too many",
        ),
    ] {
        let refused = extract(name, &bytes).unwrap_err();
        assert!(
            refused.contains(says) && refused.starts_with(name),
            "{refused}"
        );
        assert!(refused.len() < 200, "{refused}");
    }
}

#[test]
fn what_is_deep_or_long_ends_soon() {
    let head = "# A\n\n# Request URL\n\n{domain}/a/b\n\n# param\n\n";
    let columns = "Parameter Name Required Type Description\n";
    let rows: String = (0..15_000)
        .map(|row| format!("field{row} Yes string one of A{row}, B{row}\n"))
        .collect();
    let deep_names: String = (1..200)
        .map(|depth| format!("{} f{depth} string x\n", "-".repeat(depth)))
        .collect();
    for (name, text) in [
        (
            "deep_json.txt",
            format!("{head}# Response Example\n{}", "{\"a\":[".repeat(100_000)),
        ),
        (
            "deep_html.html",
            format!("<html>{}", "<div><ul><li>".repeat(100_000)),
        ),
        (
            "tables.html",
            format!("<html>{}", "<table><tr><td>a".repeat(20_000)),
        ),
        ("quotes.md", format!("{}a", "> ".repeat(100_000 / 20))),
        ("marks.md", "*_`[(".repeat(3_000)),
        ("rows.txt", format!("{head}{columns}{rows}")),
        (
            "deep_names.txt",
            format!("{head}Name Type Description\n{deep_names}"),
        ),
        (
            "dots.txt",
            format!("{head}{columns}{} Yes string x\n", "a.".repeat(50) + "b"),
        ),
        (
            "words.txt",
            format!("{head}{columns}a Yes string {}\n", "one, ".repeat(3_000)),
        ),
        (
            "brackets.txt",
            format!("{head}{columns}a Yes string {}\n", "(A, ".repeat(4_000)),
        ),
        ("empty.txt", String::new()),
    ] {
        if let Ok(facts) = extract(name, text.as_bytes()) {
            let spec = codegen::source::Sources::default();
            let began = Instant::now();
            let _ = draft::draft(&facts, &spec, None);
            assert!(began.elapsed() < LONG, "{name}");
        }
    }
}
