//! Types that the tables leave open, settled by the examples and by what fields are called.

#[cfg(test)]
mod tests;

use crate::import::{
    describe,
    example::Json,
    facts::{Facts, Field, Inconsistency, Root, Type},
    table::words::Base,
    text::{key, pattern, plain},
};

/// Moves fields that stand behind `data` in one table into it, where the example has them there.
pub fn unflatten(facts: &mut Facts) {
    if facts.root != Root::Envelope {
        return;
    }
    let Some(at) = facts
        .response
        .iter()
        .position(|field| key(&field.name) == "data" && field.fields.is_empty())
    else {
        return;
    };
    let Some(data) = facts
        .examples
        .responses
        .iter()
        .find_map(|response| response.get("data").cloned())
    else {
        return;
    };
    let row = match &data {
        Json::List(items) => items.first().cloned().unwrap_or(Json::Null),
        value => value.clone(),
    };
    let example = facts
        .examples
        .responses
        .first()
        .cloned()
        .unwrap_or(Json::Null);
    let inside =
        |field: &Field| row.get(&field.name).is_some() && example.get(&field.name).is_none();
    let tail = facts.response.split_off(at + 1);
    let (inner, outer): (Vec<Field>, Vec<Field>) = tail.into_iter().partition(inside);
    if let Some(field) = facts.response.get_mut(at)
        && !inner.is_empty()
    {
        field.has_table = true;
        field.fields = inner;
        for field in &mut field.fields {
            field.doubt(
                0.8,
                "taken for a field of data, since the example has it there",
            );
        }
        if matches!(data, Json::List(_)) {
            field.ty = Type {
                base: Base::List,
                element: Base::Object,
            };
        }
    }
    facts.response.extend(outer);
}

/// The values that the examples show of the object that `fields` are of.
fn shown<'a>(objects: &[&'a Json], name: &str) -> Vec<&'a Json> {
    objects
        .iter()
        .filter_map(|object| object.get(name))
        .filter(|value| **value != Json::Null)
        .collect()
}

/// Settles every type that is open.
pub fn settle(facts: &mut Facts) {
    let examples = facts.examples.clone();
    let requests: Vec<&Json> = examples.requests.iter().collect();
    each(&mut facts.request, &requests, false);
    let responses: Vec<&Json> = match facts.root {
        Root::Data => examples
            .responses
            .iter()
            .filter_map(|response| response.get("data"))
            .collect(),
        Root::Rows => examples
            .responses
            .iter()
            .filter_map(|response| response.get("data"))
            .flat_map(items)
            .collect(),
        _ => examples.responses.iter().collect(),
    };
    each(&mut facts.response, &responses, true);
    if facts.root == Root::Envelope {
        settle_data(facts);
    }
}

/// The items of a list, or an object as the only one.
pub fn items(value: &Json) -> Vec<&Json> {
    match value {
        Json::List(items) => items.iter().collect(),
        value => vec![value],
    }
}

/// `data` follows its table and its example where the type says otherwise.
fn settle_data(facts: &mut Facts) {
    let Some(data) = facts
        .response
        .iter_mut()
        .find(|field| key(&field.name) == "data")
    else {
        return;
    };
    let shown: Vec<&Json> = facts
        .examples
        .responses
        .iter()
        .filter_map(|response| response.get("data"))
        .collect();
    let all = |is: fn(&Json) -> bool| !shown.is_empty() && shown.iter().all(|value| is(value));
    if all(|value| matches!(value, Json::Object(_))) && data.ty.base == Base::List {
        data.retype(Type::of(Base::Object));
        data.bare_list = false;
        data.element_assumed = false;
        data.doubt(
            0.8,
            "the table says that it is a list, the example shows an object",
        );
    } else if all(|value| matches!(value, Json::List(_))) && data.ty.base == Base::Object {
        data.retype(Type {
            base: Base::List,
            element: Base::Object,
        });
        data.doubt(
            0.8,
            "the table says that it is an object, the example shows a list",
        );
    }
}

fn each(fields: &mut [Field], objects: &[&Json], answered: bool) {
    for field in fields {
        let values = shown(objects, &field.name);
        match field.ty.base {
            Base::Unknown => unknown(field, &values),
            Base::List => list(field, &values, answered),
            _ => {}
        }
        if field.ty.base == Base::Decimal && !values.is_empty() {
            decimal(field, &values);
        }
        let inner: Vec<&Json> = values.iter().flat_map(|value| items(value)).collect();
        each(&mut field.fields, &inner, answered);
    }
}

fn unknown(field: &mut Field, values: &[&Json]) {
    let named = field.named.clone();
    if field.has_table {
        field.ty = Type::of(Base::Object);
        return;
    }
    field.ty = match values.first() {
        Some(Json::List(items)) => Type {
            base: Base::List,
            element: of_items(items).unwrap_or(Base::Text),
        },
        Some(Json::Object(_)) => Type::of(Base::Object),
        Some(Json::Bool(_)) => Type::of(Base::Bool),
        Some(Json::Number(number)) => Type::of(of_number(number)),
        _ => Type::of(Base::Text),
    };
    let why = match named {
        Some(named) => {
            format!("the page gives the type as `{named}`, which it says nothing else about")
        }
        None => "the page gives no type".to_owned(),
    };
    field.doubt(0.5, why);
    bounds(field);
}

/// The limits that the description states, now that it is known of what.
fn bounds(field: &mut Field) {
    let said = describe::limits(
        &plain(&field.description.replace('\n', "; ")),
        field.ty.base,
    );
    match field.ty.base {
        Base::Text => {
            field.min_length = field.min_length.or(said.low);
            field.max_length = field.max_length.or(said.high);
        }
        Base::Int32 | Base::Int64 | Base::Decimal => {
            field.min = field.min.or(said.low);
            field.max = field.max.or(said.high);
            field.scale = said.scale;
        }
        Base::List => {
            field.min_items = field.min_items.or(said.low);
            field.max_items = field.max_items.or(said.high);
        }
        _ => {}
    }
}

fn of_number(number: &str) -> Base {
    if number.contains(['.', 'e', 'E']) {
        Base::Decimal
    } else if number.parse::<i32>().is_ok() {
        Base::Int32
    } else {
        Base::Int64
    }
}

fn of_items(items: &[Json]) -> Option<Base> {
    Some(match items.first()? {
        Json::Object(_) => Base::Object,
        Json::Bool(_) => Base::Bool,
        Json::Number(number) => of_number(number),
        Json::Text(_) => Base::Text,
        _ => return None,
    })
}

fn list(field: &mut Field, values: &[&Json], answered: bool) {
    if field.has_table {
        field.ty.element = Base::Object;
        return;
    }
    let proven = values.iter().find_map(|value| match value {
        Json::List(items) => of_items(items),
        _ => None,
    });
    match (field.ty.element, proven) {
        (Base::Unknown, Some(element)) => field.ty.element = element,
        (Base::Unknown, None) if field.bare_list => {
            field.ty.element = if answered && field.values.is_empty() && of_objects(field) {
                Base::Object
            } else {
                Base::Text
            };
            field.element_assumed = true;
            field.doubt(0.6, "the page says nowhere what the list is of");
        }
        (Base::Object, None) if !field.has_table => {
            field.element_assumed = true;
            field.doubt(0.5, "the page says nowhere what its objects hold");
        }
        (Base::Unknown, None) => {
            // `List<Info>`, of which no table says anything.
            field.ty.element = if field.named.is_some() {
                Base::Object
            } else {
                Base::Text
            };
            field.element_assumed = true;
            field.doubt(
                0.5,
                "the page says nowhere what the elements of the list are",
            );
        }
        _ => {}
    }
}

/// Whether the elements of a list that nobody describes are likely to be objects.
fn of_objects(field: &Field) -> bool {
    let name = key(&field.name);
    let plain = pattern!(
        r"(?:id|no|uuid|code|status|type|url|link|image|img|pic|photo|name|date|time|tag|role|mobile|phone|email|number|key|currency|country|amount|token)s?(?:list|array)?$"
    );
    let objects = pattern!(
        r"^(?:items?|details?|list|rows|records|orders|data|datas|results?|transactions|payments|bills|goods|products|users|accounts|splits|receivers)$|(?:items|details|detaillist|infos?|infolist|records|recordlist|itemlist|rows|orders|orderlist|goods)$"
    );
    let said = pattern!(
        r"(?i)\b(?:details?|lines?|records?|information|info|objects?|entries|items)\b|明细|详情|信息|记录|对象"
    );
    !plain.is_match(&name) && (objects.is_match(&name) || said.is_match(&field.description))
}

fn decimal(field: &mut Field, values: &[&Json]) {
    let whole = values
        .iter()
        .all(|value| matches!(value, Json::Number(number) if !number.contains('.')));
    if whole {
        field.doubt(
            0.7,
            "the page allows fractions, the example shows a whole number",
        );
    }
}

/// Lists of which the page does not say what they are of.
pub fn bare_lists(facts: &Facts, found: &[Inconsistency]) -> Vec<Inconsistency> {
    let mut noted = Vec::new();
    let known: Vec<&String> = found
        .iter()
        .filter(|one| one.tag == "type-example")
        .flat_map(|one| &one.paths)
        .collect();
    for (side, fields) in [("request", &facts.request), ("response", &facts.response)] {
        walk(fields, side, &known, &mut noted);
    }
    noted
}

fn walk(fields: &[Field], path: &str, known: &[&String], noted: &mut Vec<Inconsistency>) {
    for field in fields {
        let here = format!("{path}.{}", field.name);
        // An example that shows an element proves what a list is of; for what is sent, only with words of several things:
        // the sample may be of one call among many. Values that the page lists say as much.
        let told = !field.values.is_empty() || says_many(&field.description);
        let sent = field.bare_list && here.starts_with("request") && !told;
        if (field.element_assumed || sent) && !known.contains(&&here) {
            noted.push(Inconsistency {
                tag: "list-type",
                paths: vec![here],
                seen: "a bare List: nothing says what it is of".to_owned(),
            });
        }
        let below = super::places::below(path, field);
        walk(&field.fields, &below, known, noted);
    }
}

/// Whether a description begins with words for several things: "Numbers of orders", "订单号列表".
fn says_many(description: &str) -> bool {
    pattern!(
        r"(?i)^(?:[\w-]+ ){0,3}[\w-]*[a-rt-z]s\b|\b(?:list|array|set)s? of\b|several|multiple|列表|数组|集合|多个|批量"
    )
    .is_match(description)
}
