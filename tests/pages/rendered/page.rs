//! A page as a writer composes it: its parts in their order, not yet in any form.

use super::{
    describe::{self, Layout},
    example::{self, Json},
    hand::{Hand, Nesting, Sample, Topic},
    model::{Field, Kind, Model, Root},
    phrases::Noun,
};

/// A part of a page.
#[derive(Debug, Clone)]
pub(super) enum Part {
    Title(String),
    Heading(String),
    Text(String),
    Point(String),
    Table {
        header: Vec<String>,
        rows: Vec<Vec<String>>,
    },
    Code(String),
}

/// The page of a model by a hand.
pub(super) fn parts(model: &Model, hand: &Hand) -> Vec<Part> {
    let words = hand.words();
    let titles = if model.is_notice {
        words.notice_title
    } else {
        words.title
    };
    let mut parts = vec![Part::Title(hand.pick(Topic::Title, titles).to_owned())];
    if model.is_notice {
        parts.push(Part::Text(hand.pick(Topic::About, words.about).to_owned()));
    }
    address(model, hand, &mut parts);
    let (mut asked, mut answered) = (Vec::new(), Vec::new());
    request(model, hand, &mut parts);
    request_example(model, hand, &mut asked);
    response(model, hand, &mut answered);
    if hand.examples_first {
        parts.extend(asked.into_iter().chain(answered));
    } else {
        // The example of the request after the table of the answer.
        let example = answered
            .iter()
            .position(|part| matches!(part, Part::Code(_)));
        let at = example.map_or(answered.len(), |at| at - 1);
        let rest = answered.split_off(at);
        parts.extend(answered.into_iter().chain(asked).chain(rest));
    }
    parts
}

fn address(model: &Model, hand: &Hand, parts: &mut Vec<Part>) {
    let words = hand.words();
    let (url, method) = (
        hand.pick(Topic::Url, words.url),
        hand.pick(Topic::Method, words.method),
    );
    let word = if model.get { "GET" } else { "POST" };
    let address = if model.is_notice {
        hand.pick(Topic::Address, words.given_by_merchant)
            .to_owned()
    } else {
        format!("{{domain}}{}", model.path)
    };
    let colon = if hand.chinese { "：" } else { ": " };
    match hand.picks[Topic::Address as usize] / 3 % 4 {
        0 => parts.extend([
            Part::Heading(url.to_owned()),
            Part::Point(address),
            Part::Heading(method.to_owned()),
            Part::Point(word.to_owned()),
        ]),
        1 => parts.extend([
            Part::Heading(url.to_owned()),
            Part::Text(address),
            Part::Heading(method.to_owned()),
            Part::Text(word.to_owned()),
        ]),
        2 => parts.extend([
            Part::Text(format!("{url}{colon}{address}")),
            Part::Text(format!("{method}{colon}{word}")),
        ]),
        _ if model.is_notice => parts.extend([
            Part::Heading(url.to_owned()),
            Part::Text(address),
            Part::Heading(method.to_owned()),
            Part::Text(word.to_owned()),
        ]),
        _ => parts.extend([
            Part::Heading(url.to_owned()),
            Part::Text(format!("{word} {address}")),
        ]),
    }
}

/// A field that every page has, as a row.
fn known(
    name: &'static str,
    english: &'static str,
    chinese: &'static str,
    kind: Kind,
    fields: Vec<Field>,
) -> Field {
    let noun = Noun {
        name,
        english,
        chinese,
        sample: "",
    };
    Field {
        fields,
        ..Field::of(noun, kind, [0, 0, 0, 0, 0, 1])
    }
}

/// `code`, `message` and `data`, where there is some.
pub(super) fn envelope(model: &Model) -> Vec<Field> {
    let mut fields = vec![
        known("code", "Result code", "状态码", Kind::Int32, Vec::new()),
        known("message", "Result text", "描述", Kind::Text, Vec::new()),
    ];
    if !model.is_notice {
        let kind = if model.root.is_list() {
            Kind::Rows
        } else {
            Kind::Object
        };
        fields.push(known(
            "data",
            "Payload",
            "数据",
            kind,
            model.response.clone(),
        ));
    }
    fields
}

fn request(model: &Model, hand: &Hand, parts: &mut Vec<Part>) {
    let words = hand.words();
    let layout = describe::layout(hand, hand.request);
    let whole = matches!(hand.request_example, Sample::Body { .. });
    if !model.is_flat {
        if hand.body_table || model.is_notice {
            let app = known("appId", "Application", "应用编号", Kind::Text, Vec::new());
            let param = known(
                "param",
                "Text with the fields below",
                "业务参数",
                Kind::Text,
                Vec::new(),
            );
            let sign = known("sign", "Signature", "签名", Kind::Text, Vec::new());
            let fields = if model.is_notice {
                vec![param, sign]
            } else {
                vec![app, param, sign]
            };
            parts.push(Part::Heading(hand.pick(Topic::Body, words.body).to_owned()));
            tables(hand, &layout, &fields, parts);
        } else if !whole {
            parts.push(Part::Text(hand.pick(Topic::Body, words.travels).to_owned()));
        }
    }
    let headings = match (model.is_flat, model.get) {
        (true, true) => words.query,
        (true, false) => words.flat,
        _ => words.param,
    };
    parts.push(Part::Heading(hand.pick(Topic::Param, headings).to_owned()));
    tables(hand, &layout, &model.request, parts);
}

/// The content of the request's example.
pub(super) fn request_json(model: &Model) -> Json {
    example::object(&model.request, model.extra[0])
}

fn request_example(model: &Model, hand: &Hand, parts: &mut Vec<Part>) {
    let words = hand.words();
    if hand.request_example == Sample::Missing || model.get {
        return;
    }
    parts.push(Part::Heading(
        hand.pick(Topic::RequestExample, words.request_example)
            .to_owned(),
    ));
    let content = request_json(model);
    let Sample::Body { content: both } = hand.request_example else {
        parts.push(Part::Code(example::written(
            &content,
            hand.request_example,
            hand,
        )));
        return;
    };
    if both && !model.is_flat {
        parts.push(Part::Heading(
            hand.pick(Topic::Comment, words.content).to_owned(),
        ));
        parts.push(Part::Code(example::written(&content, Sample::Pretty, hand)));
        parts.push(Part::Heading(
            hand.pick(Topic::Comment, words.whole).to_owned(),
        ));
    }
    let whole = if model.is_flat {
        content
    } else {
        body(model, &content)
    };
    parts.push(Part::Code(example::written(&whole, Sample::Pretty, hand)));
}

fn body(model: &Model, content: &Json) -> Json {
    let text = |text: &str| Json::Text(text.to_owned());
    let mut param = String::new();
    example::minified(content, &mut param);
    let mut members = vec![("appId".to_owned(), text("93fee5f852c2db15f771ed640e4de123"))];
    members.retain(|_| !model.is_notice);
    members.push(("sign".to_owned(), text("6jUyKDbcE1wecYgWrYS5e5OBxp3ZkDZAlZCSlQ/mws+Bb/BDlhtXRRNDzspheF/rsrC6nAsgR2Uc3olGhR2gkg==")));
    members.push(("param".to_owned(), Json::Text(param)));
    Json::Object(members)
}

/// The answer's example.
pub(super) fn response_json(model: &Model) -> Json {
    let text = |text: &str| Json::Text(text.to_owned());
    let mut members = vec![
        ("code".to_owned(), Json::Bare("10000".to_owned())),
        ("message".to_owned(), text("Success")),
    ];
    let inner = example::object(&model.response, model.extra[1]);
    let data = if model.root.is_list() {
        Json::List(vec![inner])
    } else {
        inner
    };
    members.push(("data".to_owned(), data));
    members.truncate(if model.is_notice { 2 } else { 3 });
    Json::Object(members)
}

fn response(model: &Model, hand: &Hand, parts: &mut Vec<Part>) {
    let words = hand.words();
    if model.root != Root::None {
        parts.push(Part::Heading(
            hand.pick(Topic::Answer, words.answer).to_owned(),
        ));
        let layout = describe::layout(hand, hand.response);
        match model.root {
            Root::Object | Root::List => tables(hand, &layout, &envelope(model), parts),
            _ => tables(hand, &layout, &model.response, parts),
        }
    }
    if hand.answer != Sample::Missing {
        parts.push(Part::Heading(
            hand.pick(Topic::ResponseExample, words.response_example)
                .to_owned(),
        ));
        parts.push(Part::Code(example::written(
            &response_json(model),
            hand.answer,
            hand,
        )));
        if hand.failure {
            parts.push(Part::Heading(
                hand.pick(Topic::Failure, words.failure_example).to_owned(),
            ));
            parts.push(Part::Code(
                "{\n  \"code\": 21002,\n  \"message\": \"not allowed\"\n}".to_owned(),
            ));
        }
    }
}

/// The table of some fields, and those of theirs.
fn tables(hand: &Hand, layout: &Layout, fields: &[Field], parts: &mut Vec<Part>) {
    let header = describe::header(hand, layout);
    let Nesting::Tables { by_level } = hand.nesting else {
        let mut rows = Vec::new();
        marked(hand, layout, fields, &[], &mut rows);
        parts.push(Part::Table { header, rows });
        return;
    };
    let row = |field: &Field| describe::row(hand, layout, field, field.noun.name);
    parts.push(Part::Table {
        header: header.clone(),
        rows: fields.iter().map(row).collect(),
    });
    let mut open: Vec<&Field> = fields.iter().filter(|field| field.has_fields()).collect();
    while !open.is_empty() {
        let field = open.remove(0);
        let heading = hand
            .pick(Topic::SubTable, hand.words().sub_table)
            .replace("{name}", field.noun.name);
        parts.push(Part::Heading(heading));
        parts.push(Part::Table {
            header: header.clone(),
            rows: field.fields.iter().map(row).collect(),
        });
        let below = field.fields.iter().filter(|field| field.has_fields());
        let at = if by_level { open.len() } else { 0 };
        open.splice(at..at, below);
    }
}

/// One table with marks, or whole paths, in the names.
fn marked(
    hand: &Hand,
    layout: &Layout,
    fields: &[Field],
    above: &[&Field],
    rows: &mut Vec<Vec<String>>,
) {
    for field in fields {
        let name = marked_name(hand.nesting, field, above);
        rows.push(describe::row(hand, layout, field, &name));
        let path: Vec<&Field> = above.iter().copied().chain([field]).collect();
        marked(hand, layout, &field.fields, &path, rows);
    }
}

impl Root {
    /// Whether `data` is a list.
    pub(super) fn is_list(self) -> bool {
        matches!(self, Self::List | Self::Rows)
    }
}

/// A name with what says how deep it is: a mark for each step, or the names above it.
fn marked_name(nesting: Nesting, field: &Field, above: &[&Field]) -> String {
    let name = field.noun.name;
    if let Nesting::Dashes(dash) = nesting {
        let blank = dash.ends_with(' ') && !above.is_empty();
        let mark = dash.trim_end().repeat(above.len());
        return format!("{mark}{}{name}", if blank { " " } else { "" });
    }
    let brackets = nesting == Nesting::Dotted { brackets: true };
    let step = |field: &&Field| {
        let list = brackets && field.kind == Kind::Rows;
        format!("{}{}.", field.noun.name, if list { "[]" } else { "" })
    };
    above.iter().map(step).collect::<String>() + name
}
