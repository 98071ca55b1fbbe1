//! Examples under their headings, and what each shows.

use crate::import::{self, facts::Envelope};

#[test]
fn a_heading_promises_an_example_of_its_own_kind() {
    let answer = "{\"code\": 10000, \"message\": \"ok\", \"data\": {\"id\": \"1\"}}";
    let failed = "{\"code\": 9, \"message\": \"no\"}";
    for (page, lost) in [
        (format!("# Response Example\n\n{answer}\n"), false),
        ("# Response Example\n".to_owned(), true),
        (
            format!("# Response Example\n\n{answer}\n\n# Failed Response Example\n"),
            true,
        ),
        (
            format!("# Response Example\n\n{answer}\n\n# Failed Response Example\n\n{failed}\n"),
            false,
        ),
        (
            format!("# Failed Response Example\n\n# Response Data Body\n\n{failed}\n"),
            false,
        ),
        (
            format!("# Response Example\n\n# Failed Response Example\n\n{failed}\n"),
            true,
        ),
        (
            format!("# Response Example\n\n# Failed Response Example\n\n{answer}\n\n{failed}\n"),
            false,
        ),
    ] {
        let table = "# param\n\nName Required Type Description\nid Yes string The id";
        let page = format!("# T\n\n# URL\n\n{{domain}}/a/b\n\n{table}\n\n{page}");
        let pieces = import::page::read("page.txt", page.as_bytes()).unwrap();
        let facts = import::extract("page.txt", &pieces);
        let mut found = facts.inconsistencies.iter();
        assert_eq!(found.any(|one| one.tag == "example-lost"), lost, "{page}");
    }
}

#[test]
fn a_body_that_is_shown_whole_has_nothing_around_it() {
    for (heading, sent, flat) in [
        ("Request Body", "{\"id\": \"1\"}", true),
        ("Param Content", "{\"id\": \"1\"}", false),
        (
            "Request Body",
            "{\"appId\": \"a\", \"param\": \"{}\", \"sign\": \"s\"}",
            false,
        ),
    ] {
        let page = format!(
            "# T\n\n# URL\n\n{{domain}}/open-api/b\n\n# Method\n\nPOST\n\n# Parameters\n\n\
             Name Required Type Description\nid Yes string The id\n\n# Request Example\n\n# {heading}\n\n{sent}\n"
        );
        let pieces = import::page::read("page.txt", page.as_bytes()).unwrap();
        let found = import::extract("page.txt", &pieces).envelope;
        assert_eq!(found == Envelope::Flat, flat, "{page}");
    }
}
