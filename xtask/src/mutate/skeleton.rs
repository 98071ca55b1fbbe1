//! What of a generated file a compiler minds: two files with the same skeleton compile alike.

use std::path::Path;

/// The code of a file, with the examples in its documentation, which are compiled, too. Other documentation is cut down
/// to one line wherever some stands, since missing documentation is an error. Documented answers are just read in.
#[must_use]
pub fn code(path: &str, text: &str) -> String {
    if Path::new(path).extension().is_none_or(|kind| kind != "rs") {
        return String::new();
    }
    // Documentation may hold anything but this, which ends a line for some readers.
    if text.contains('\r') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut in_example = false;
    let mut after_doc = false;
    for line in text.lines() {
        let Some(doc) = doc(line) else {
            after_doc = false;
            out.push_str(line);
            out.push('\n');
            continue;
        };
        let fence = doc.starts_with("```");
        if in_example || fence {
            out.push_str(line);
            out.push('\n');
        } else if !after_doc {
            out.push_str("///\n");
        }
        in_example ^= fence;
        after_doc = true;
    }
    out
}

/// The examples in a file's documentation, as they are compiled: without fences, and with the hidden lines.
#[must_use]
pub fn examples(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut example: Option<String> = None;
    for doc in text.lines().filter_map(doc) {
        match (&mut example, doc.starts_with("```")) {
            (None, true) => example = Some(String::new()),
            (Some(_), true) => out.extend(example.take()),
            (Some(lines), false) => {
                lines.push_str(doc.strip_prefix("# ").unwrap_or(doc));
                lines.push('\n');
            }
            (None, false) => {}
        }
    }
    out
}

/// The text of a line of documentation.
fn doc(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let doc = line.strip_prefix("///").or(line.strip_prefix("//!"))?;
    Some(doc.strip_prefix(' ').unwrap_or(doc))
}

#[cfg(test)]
mod tests {
    use super::{code, examples};

    const FILE: &str = "//! A file.\n\n/// One.\n/// Two.\n///\n/// ```no_run\n/// use a::B;\n/// # fn f() {\n/// B::new();\n/// # }\n/// ```\nfn f() {}\n";

    #[test]
    fn documentation_does_not_count_but_its_examples_do() {
        let other = FILE.replace("Two.", "Zwei.");
        assert_eq!(code("a.rs", FILE), code("a.rs", &other));
        let other = FILE.replace("B::new", "B::old");
        assert_ne!(code("a.rs", FILE), code("a.rs", &other));
        // What slips out of its comment is code.
        let other = FILE.replace("Two.", "Two\nlines.");
        assert_ne!(code("a.rs", FILE), code("a.rs", &other));
        let other = FILE.replace("/// One.\n/// Two.\n///\n", "");
        assert_ne!(code("a.rs", FILE), code("a.rs", &other));
        assert_eq!(code("a.json", "1"), code("a.json", "2"));
    }

    #[test]
    fn examples_come_with_their_hidden_lines() {
        assert_eq!(examples(FILE), ["use a::B;\nfn f() {\nB::new();\n}\n"]);
    }
}
