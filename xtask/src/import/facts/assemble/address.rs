//! Where to call, and how: lines of their own, lines behind a label, rows of a table, and sentences.

use super::{Reader, sections};
use crate::import::{page::Line, text::pattern};

impl Reader {
    /// Takes the path and the method from a line that has them. `near` is a line where they are expected.
    pub(super) fn where_to_call(&mut self, text: &str, line: usize, near: bool) {
        let bare = text.replace(['`', '*'], "");
        if bare.contains(" | ") {
            for cell in bare.split(" | ") {
                self.one_address(cell, line, near);
            }
            return;
        }
        if let Some((label, rest)) = labelled(&bare) {
            if label.method {
                self.method_heading.get_or_insert(line);
                self.method = self.method.take().or_else(|| method(rest));
            }
            if label.url {
                self.address.push(rest.trim().to_owned());
            }
            self.one_address(rest, line, label.url);
        } else {
            // "Test: https://host/path", where an address is expected.
            let named = pattern!(r"^[^:：/{]{1,30}[:：]\s*(?P<address>(?:[^\s/]\S*)?/[^\s/]\S*)$");
            let address = named.captures(&bare).filter(|_| near);
            let address = address.as_ref().and_then(|found| found.name("address"));
            let address = address.map_or(bare.as_str(), |address| address.as_str());
            self.one_address(address, line, near);
        }
        if self.spoken.is_none() {
            self.spoken = spoken(&bare, line);
        }
    }

    fn one_address(&mut self, text: &str, line: usize, near: bool) {
        let text = text.trim().trim_matches(['\'', '"', ' ']);
        if self.method.is_none()
            && let Some(found) =
                pattern!(r"^(GET|POST|PUT|DELETE|PATCH)(?:\s*[:：]?\s+\S*/.*)?$").captures(text)
        {
            self.method = found.get(1).map(|method| method.as_str().to_owned());
        }
        if pattern!(r"^(?:(?:GET|POST|PUT|DELETE|PATCH)\W*)+$").is_match(text) {
            return;
        }
        let form = pattern!(
            r"^(?:(?:GET|POST|PUT|DELETE|PATCH|URL|url|Path|path|地址|接口地址|请求地址)\s*[:：]?\s*)?(?P<base>\$?\{+\s*[A-Za-z_ ]+\s*\}+|<[A-Za-z_ ]+>|\[[A-Za-z_ ]+\]|https?://(?:\{[^}]*\}|[^\s/{]+)|[A-Za-z_]*(?:[Dd]omain|[Hh]ost|域名)[A-Za-z_]*)?(?P<gap>\s*)(?P<path>/?[\w\-./{}:~]*(?:/\s+[a-z][\w\-./{}]*)*)(?P<torn>\s+/[\w\-./{}]+)?(?:\?\S*)?\s*(?:[(（]?(?:GET|POST|PUT|DELETE|PATCH)[)）]?)?$"
        );
        let Some(found) = form.captures(text) else {
            return;
        };
        let part = |group: &str| found.name(group).map(|part| part.as_str());
        let (base, path) = (part("base"), part("path").unwrap_or_default());
        let based = base.is_some_and(|base| base.contains(['{', '<', '[']) || near);
        let rooted = path.starts_with('/')
            && path.len() > 1
            && (near || pattern!(r"^/(?:[\w\-]+/)+[\w\-{}.]+$").is_match(path))
            || near
                && pattern!(r"^(?:[\w\-]+/)+[\w\-{}.]+$").is_match(path)
                && !pattern!(r"^(?:application|text|multipart)/").is_match(path);
        if path.len() > 1 && (rooted || (based && (path.contains('/') || near))) {
            let torn = part("torn").map(str::trim);
            if let Some(known) = &self.path {
                let inner = |path: &str| path.trim_matches('/').to_owned();
                if torn.is_none()
                    && (near || based)
                    && !self.section.example
                    && inner(&known.text) != inner(path)
                {
                    self.other_path.get_or_insert_with(|| path.to_owned());
                }
                return;
            }
            if let Some(rest) = torn {
                let seen = format!("the path is written with a blank before {rest}");
                self.note("path-odd", &[], &seen);
            }
            if base.is_some() && path.starts_with('/') && part("gap") != Some("") {
                self.note("path-odd", &[], "a blank stands before the path");
            }
            if path.contains(char::is_whitespace) {
                self.note("path-odd", &[], "a blank stands within the path");
            }
            let path: String = path.split_whitespace().collect();
            let whole = format!("{path}{}", torn.unwrap_or_default());
            self.path = Some(Line::new(whole, line));
        }
    }

    /// Where nothing else states where to call, or how, takes it from a sentence.
    pub(super) fn take_spoken(&mut self, review: &mut Vec<String>) {
        if let Some((path, how)) = self.spoken.take()
            && self.path.is_none()
            && self.roots.iter().any(Option::is_some)
        {
            review.push("the path was taken from a sentence".to_owned());
            self.path = Some(path);
            self.method = self.method.take().or(how);
        }
        if self.method.is_none() && self.method_heading.is_none() {
            let labelled = self.prose.iter().find_map(|line| method_labelled(line));
            let said = || self.prose.iter().find_map(|line| method_said(line));
            self.method = labelled.or_else(said);
        }
        let called = self.path.is_some() || self.is_notice;
        if self.method.is_none() && self.method_heading.is_none() && called {
            let how = self.prose.iter().find_map(|line| method_in(line));
            if how.is_some() {
                review.push("the method was taken from a sentence".to_owned());
            }
            self.method = how;
        }
    }
}

/// A line such as "Request URL: {domain}/path": what its label announces, and the rest.
fn labelled(text: &str) -> Option<(sections::Section, &str)> {
    let at = text.find([':', '：'])?;
    let (label, rest) = text.split_at(at);
    let rest = rest.trim_start_matches([':', '：']);
    let label = label.trim();
    if label.chars().count() > 30 || rest.starts_with("//") {
        return None;
    }
    let section = sections::read(label);
    (section.url || section.method).then_some((section, rest))
}

/// A path behind the placeholder for the domain, somewhere in a sentence, and the method before it.
fn spoken(text: &str, line: usize) -> Option<(Line, Option<String>)> {
    let form = pattern!(r"\{+\s*\w*(?:[Dd]omain|[Hh]ost|[Uu]rl|URL)\w*\s*\}+(/[\w\-./{}]*\w)");
    let path = form.captures(text)?.get(1)?;
    // "{domain}/api/..." is any of them.
    let rest = text.get(path.end()..).unwrap_or_default();
    let any = pattern!(r"^/?(?:\.{2,}|…|\*|xxx)").is_match(rest);
    // "for example {domain}/api/pay" is one of several.
    let before = text.get(..form.find(text)?.start()).unwrap_or_default();
    let sample = pattern!(
        r"(?i)(?:\b(?:e\.g\.|for example|for instance|such as)|例如|比如|譬如|示例)\s*[,:，：]?\s*$"
    );
    (!any && !sample.is_match(before)).then(|| (Line::new(path.as_str(), line), method_in(text)))
}

/// Where a call goes as a tool or the protocol writes it: `curl -X POST https://host/path`, `POST /path HTTP/1.1`.
pub(super) fn called(code: &str, line: usize) -> Option<(Line, Option<String>)> {
    let form = pattern!(
        r#"^\s*(?:curl\b[^{]*?|(?:GET|POST|PUT|DELETE|PATCH)\s+)['"]?(?:https?://[^/\s'"]+|\{+\w+\}+|\s)?(/[\w\-.]+(?:/[\w\-.]+)+)"#
    );
    let found = form.captures(code)?;
    let (whole, path) = (found.get(0)?, found.get(1)?);
    let how = method_in(whole.as_str()).or_else(|| {
        let sends = pattern!(r"\s(?:-d|--data\S*)\s").is_match(code);
        sends.then(|| "POST".to_owned())
    });
    Some((Line::new(path.as_str(), line), how))
}

/// The only method that a sentence names, in capitals.
fn method_in(text: &str) -> Option<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let mut named = words.filter(|word| matches!(*word, "GET" | "POST" | "PUT" | "DELETE"));
    let first = named.next()?;
    named.all(|word| word == first).then(|| first.to_owned())
}

/// The method that stands behind a label that nobody knows: "Way: POST, application/json".
fn method_labelled(text: &str) -> Option<String> {
    let form = pattern!(
        r"^[^:：/{]{1,30}[:：]\s*(?:HTTPS?\s+)?(GET|POST|PUT|DELETE|PATCH)(?:\s*(?:[,;，；(（+]|over\b|with\b|request\b|请求).{0,60})?$"
    );
    let found = form.captures(text)?.get(1)?;
    Some(found.as_str().to_owned())
}

/// The method that a sentence names as one: "It is an HTTP POST with a JSON body", 采用 POST 方式.
fn method_said(text: &str) -> Option<String> {
    let form = pattern!(
        r"\bHTTPS?\s+(?:GET|POST|PUT|DELETE|PATCH)\b|(?-u:\b)(?:GET|POST|PUT|DELETE|PATCH)(?-u:\b)(?:\s+(?:method|request|call|with)\b|\s*(?:方式|方法|请求|提交|推送))|\b(?:by|via|as|using|with|method)(?: an?)?(?: is)?\s+(?:GET|POST|PUT|DELETE|PATCH)\b"
    );
    form.is_match(text).then(|| method_in(text)).flatten()
}

/// Whether a line names more than one method.
pub(super) fn names_several(text: &str) -> bool {
    let named = pattern!(r"(?i)\b(?:GET|POST|PUT|DELETE|PATCH)\b").find_iter(text);
    let named: std::collections::BTreeSet<_> = named.map(|found| found.as_str()).collect();
    named.len() > 1
}

/// The method that a line where one is expected names.
pub(super) fn method(text: &str) -> Option<String> {
    let text = text.to_uppercase();
    let word = text
        .split(|c: char| !c.is_ascii_alphabetic())
        .find(|word| matches!(*word, "GET" | "POST" | "PUT" | "DELETE" | "PATCH"));
    word.map(str::to_owned)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::import;

    /// A line of a page, the path and the method that it states, and whether the path is odd.
    const LINES: &[(&str, &str, &str, bool)] = &[
        ("`POST` `{domain}/a/b`", "/a/b", "POST", false),
        (
            "- **URL**: `{domain}/a/b`\n- 请求方式：`post`",
            "/a/b",
            "POST",
            false,
        ),
        ("GET {domain}/a/b?x=1&y=2", "/a/b", "GET", false),
        (
            "| URL | {domain}/a/b |\n|---|---|\n| Method | PUT |",
            "/a/b",
            "PUT",
            false,
        ),
        ("URL: {domain} /a/b\nMethod: POST", "/a/b", "POST", true),
        ("URL: {domain}/a/ b\nMethod: POST", "/a/b", "POST", true),
        ("URL: {domain}//a/b\nMethod: POST", "/a/b", "POST", true),
        ("URL: {domain}/a/b/ POST", "/a/b/", "POST", true),
        (
            "Service path\nopen-api/a/b\n\nHttp verb\npost",
            "/open-api/a/b",
            "POST",
            true,
        ),
        (
            "- Call mode\n\nPOST\n\n- Interface address\n\n{domain}/a/b",
            "/a/b",
            "POST",
            false,
        ),
        (
            "Send a POST to {domain}/a/b, once a day.",
            "/a/b",
            "POST",
            false,
        ),
        (
            "## URL\n\nTest: https://t.example.com/a/b\n\n## Method\n\nPOST",
            "/a/b",
            "POST",
            false,
        ),
        (
            "curl 'https://h.example.com/a/b' \\\n -d '{\"id\": \"1\"}'",
            "/a/b",
            "POST",
            false,
        ),
        (
            "## Method\n\nPOST/GET\n\n## URL\n\n/a/b",
            "/a/b",
            "POST",
            false,
        ),
        (
            "## Method\n\nPOST application/json\n\n## URL\n\n{domain} /a/b",
            "/a/b",
            "POST",
            true,
        ),
        ("## URL\n\na/b\n\n## Method\n\nPOST", "/a/b", "POST", true),
        (
            "Way: POST, application/json\n\nSent to: {domain}/a/b",
            "/a/b",
            "POST",
            false,
        ),
        (
            "## URL\n\n/a/b\n\nIt is a HTTP **POST** with JSON body.",
            "/a/b",
            "POST",
            false,
        ),
        (
            "## URL\n\n/a/b\n\n平台以 POST 方式推送。",
            "/a/b",
            "POST",
            false,
        ),
        (
            "## URL\n\n/a/b\n\nProtocol: HTTPS PUT (JSON)",
            "/a/b",
            "PUT",
            false,
        ),
    ];

    #[test]
    fn an_address_that_goes_on_anyhow_is_none() {
        for (said, path) in [
            ("Post it to {domain}/api/v1/pay, once.", Some("/api/v1/pay")),
            ("Post it to {domain}/api/v1/... as JSON.", None),
            ("Post it to {domain}/api/…", None),
            ("Post it to {domain}/api/* as JSON.", None),
            ("The domain and a path, e.g. {domain}/api/v1/pay", None),
            ("地址为域名加路径,例如 {domain}/api/v1/pay", None),
        ] {
            let found = super::spoken(said, 1).map(|(path, _)| path.text);
            assert_eq!(found.as_deref(), path, "{said}");
        }
    }

    #[test]
    fn each_line_says_where_to_call_and_how() {
        for (line, path, method, odd) in LINES {
            let page = format!(
                "# T\n\n{line}\n\n## param\n\nName Required Type Description\nid Yes string The id\n"
            );
            let pieces = import::page::read("page.md", page.as_bytes()).unwrap();
            let facts = import::extract("page.md", &pieces);
            let found = facts.path.map(|path| path.text);
            assert_eq!(found.as_deref(), Some(*path), "{line}");
            assert_eq!(facts.method.as_deref(), Some(*method), "{line}");
            let told = facts
                .inconsistencies
                .iter()
                .any(|one| one.tag == "path-odd");
            assert_eq!(told, *odd, "{line}");
        }
    }
}
