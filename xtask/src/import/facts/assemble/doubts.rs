//! What is unsure about a page as a whole: each guess that a fact of the page rests on.

use super::Reader;
use crate::import::{
    compare::items,
    example::Json,
    facts::{Envelope, Facts, Kind, Root},
    page::Line,
    text::{key, pattern},
};

/// What speaks for a page that the platform calls the merchant.
pub(super) struct Signs {
    /// Its title says so.
    pub(super) called: bool,
    /// Its sentences or its address do.
    pub(super) theirs: bool,
    /// It has a field for the name of an event.
    pub(super) event: bool,
}

impl Reader {
    pub(super) fn signs(&self, title: Option<&Line>) -> Signs {
        let prose = self.prose.join("\n").to_lowercase();
        let address = self.address.join(" ").to_lowercase();
        let ours = pattern!(
            r"provided by (?:the )?merchant|merchant'?s? (?:callback |notify |notification )?(?:url|address)|notifyurl|callbackurl|notify_url|callback address|由商户提供|商户提供|商户(?:的)?(?:回调|通知)(?:地址|接口)|商户侧提供|\{+\s*(?:merchant|mch|notify|callback|商户|回调|通知)[^}]*\}"
        );
        let implemented = pattern!(
            r"(?:implemented|provided|developed) by (?:the )?merchant|will call(?:back)? this|call back this|asynchronous callback|calls this interface|由商户(?:实现|提供|开发)|商户(?:需要?)?(?:实现|提供)|回调(?:该|此|本)接口|异步通知商户"
        );
        let fields = self.roots[0].as_deref().unwrap_or_default();
        Signs {
            called: says_called(title),
            theirs: ours.is_match(&address) || implemented.is_match(&prose),
            event: fields.iter().any(|field| key(&field.name) == "eventname"),
        }
    }

    /// The doubts about what a page is.
    pub(super) fn doubts(&self, facts: &Facts) -> Vec<String> {
        let mut doubts = Vec::new();
        if facts.title.is_none() {
            doubts.push("nothing on the page reads like a title".to_owned());
        }
        doubts.extend(self.kind_doubt(facts).map(str::to_owned));
        if facts.kind == Kind::NotAnEndpoint {
            return doubts;
        }
        if facts.method.is_none() {
            doubts.push("the page does not name the method".to_owned());
        }
        if self.several_methods {
            doubts.push("the page names several methods; the first is taken".to_owned());
        }
        if let Some(other) = &self.other_path {
            doubts.push(format!("the page has another path too: {other}"));
        }
        doubts.extend(root_doubt(facts).map(str::to_owned));
        doubts
    }

    fn kind_doubt(&self, facts: &Facts) -> Option<&'static str> {
        let signs = self.signs(facts.title.as_ref());
        let notice = facts.envelope == Envelope::SignedNotice;
        let count = [signs.called, signs.theirs, signs.event, notice];
        let count = count.iter().filter(|sign| **sign).count();
        let listed = !facts.request.is_empty() || !facts.response.is_empty();
        match facts.kind {
            Kind::Notification if count < 2 => Some(
                "little says that the platform calls the merchant; it may be the other way round",
            ),
            Kind::Endpoint if count > 0 => Some(
                "something says that the platform calls the merchant; taken for a call that the merchant makes",
            ),
            Kind::Endpoint if facts.path.is_none() || !listed => {
                Some("taken for an endpoint, though its path or its tables were not found")
            }
            Kind::NotAnEndpoint if facts.path.is_some() || facts.method.is_some() => {
                Some("taken for no endpoint, though it has some of what endpoints have")
            }
            _ => None,
        }
    }
}

/// Whether a title says that the platform calls.
pub(super) fn says_called(title: Option<&Line>) -> bool {
    let title = title.map_or("", |title| title.text.as_str()).to_lowercase();
    pattern!(r"notif|\bnotices?\b|callback|webhook|call back|通知|回调").is_match(&title)
}

/// Whether the fields of the response table stand where the example has them.
fn root_doubt(facts: &Facts) -> Option<&'static str> {
    let data = || {
        facts
            .examples
            .responses
            .iter()
            .filter_map(|response| response.get("data"))
    };
    let objects: Vec<&Json> = match facts.root {
        Root::None => return None,
        Root::Envelope => facts.examples.responses.iter().collect(),
        Root::Data | Root::Rows => data().flat_map(items).collect(),
    };
    if objects.is_empty() {
        let guessed = matches!(facts.root, Root::Data | Root::Rows);
        return guessed
            .then_some("no example shows whether the response table lists what data holds");
    }
    if data().any(|data| matches!(data, Json::List(_)))
        && data().any(|data| matches!(data, Json::Object(_)))
    {
        return Some("one example has a list for data, another an object");
    }
    let shown = |name: &str| objects.iter().any(|object| object.get(name).is_some());
    let count = facts
        .response
        .iter()
        .filter(|field| shown(&field.name))
        .count();
    (count * 2 < facts.response.len())
        .then_some("the example has few of the response table's fields where they are taken to be")
}
