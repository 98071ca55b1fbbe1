//! Fields within fields: by dashes before their names, by dots in them, and by tables of their own.

mod captions;

use captions::{is_bare, means};
pub use captions::{joint, names};

use super::{Field, Side, Type, field::Told};
use crate::import::{
    table::words::Base,
    text::{pattern, plain},
};

/// Puts the fields of one table within each other as the marks before their names and the dots in them say. Gives the
/// names of fields that dots make necessary and that no row has.
pub fn by_marks(told: Vec<Told>, missing: &mut Vec<String>) -> Vec<Field> {
    let mut roots: Vec<Field> = Vec::new();
    // How deep each open field is, from the outermost on.
    let mut open: Vec<usize> = Vec::new();
    for told in told {
        let (depth, mut field) = (told.depth, told.field);
        as_list(&mut field);
        if let Some((path, last)) = dotted(&field.name) {
            let mut inner = field;
            inner.name = last;
            into(&mut roots, &path, inner, missing);
            continue;
        }
        while open.last().is_some_and(|last| *last >= depth) {
            open.pop();
        }
        match innermost(&mut roots, open.len()) {
            Some(siblings) => siblings.push(field),
            None => roots.push(field),
        }
        open.push(depth);
    }
    roots
}

/// Puts rows that a caption among the rows says are of an earlier one behind that one, and a step below it.
pub fn by_captions(told: Vec<(Told, Option<String>)>) -> Vec<Told> {
    let mut rows: Vec<Told> = Vec::new();
    let mut open: Option<(String, Option<(usize, usize)>)> = None;
    for (mut row, caption) in told {
        let Some(caption) = caption else {
            rows.push(row);
            continue;
        };
        if open.as_ref().is_none_or(|(known, _)| *known != caption) {
            let parent = captioned(&rows, &caption);
            open = Some((caption, parent));
        }
        match open.as_mut().and_then(|(_, parent)| parent.as_mut()) {
            Some((at, depth)) => {
                row.depth += *depth + 1;
                rows.insert(*at, row);
                *at += 1;
            }
            None => rows.push(row),
        }
    }
    rows
}

/// Where the rows below a caption go, if it names a row that may have fields, and how deep that one is.
fn captioned(rows: &[Told], caption: &str) -> Option<(usize, usize)> {
    if plain(caption).split(' ').count() > 6 {
        return None;
    }
    let may = |told: &Told| {
        matches!(
            told.field.ty.base,
            Base::Object | Base::List | Base::Unknown
        )
    };
    let named = |name: &String| {
        let means = |told: &Told| may(told) && means(&told.field, name);
        rows.iter().rposition(means)
    };
    let parent = names(caption).iter().find_map(named)?;
    let depth = rows.get(parent)?.depth;
    let within = rows.iter().skip(parent + 1);
    let count = within.take_while(|told| told.depth > depth).count();
    Some((parent + 1 + count, depth))
}

/// The list that a field `depth` steps down belongs to: the last fields' fields.
fn innermost(roots: &mut Vec<Field>, depth: usize) -> Option<&mut Vec<Field>> {
    let mut list = roots;
    for _ in 0..depth {
        let parent = list.last_mut()?;
        as_parent(parent);
        list = &mut parent.fields;
    }
    Some(list)
}

/// Makes sure that a field may have fields.
fn as_parent(field: &mut Field) {
    match field.ty.base {
        Base::List => field.ty.element = Base::Object,
        Base::Object | Base::Unknown => field.ty = Type::of(Base::Object),
        _ => {
            field.doubt(0.5, "the table gives another type, but rows are within it");
            field.retype(Type::of(Base::Object));
        }
    }
    field.bare_list = false;
    field.has_table = true;
}

/// A name that ends in brackets is a list's, and its type is that of an item.
fn as_list(field: &mut Field) {
    let bare = pattern!(r"\[\w?\]$").replace(&field.name, "").into_owned();
    if bare == field.name {
        return;
    }
    field.name = bare;
    if field.ty.base != Base::List {
        field.ty = Type {
            base: Base::List,
            element: field.ty.base,
        };
    }
}

/// The steps of a name with dots, and the last of them: `data.list[].id`.
fn dotted(name: &str) -> Option<(Vec<String>, String)> {
    let mut steps: Vec<String> = name.split('.').map(str::to_owned).collect();
    let last = steps.pop()?;
    (!steps.is_empty() && !last.is_empty()).then_some((steps, last))
}

fn into(list: &mut Vec<Field>, path: &[String], field: Field, missing: &mut Vec<String>) {
    let Some((first, rest)) = path.split_first() else {
        list.push(field);
        return;
    };
    let name = pattern!(r"\[[^\]]*\]$").replace(first, "").into_owned();
    let is_list = name != *first;
    let at = list.iter().position(|known| known.name == name);
    let at = at.unwrap_or_else(|| {
        missing.push(name.clone());
        let mut parent = Field::named(
            &name,
            field.line,
            if is_list { Base::List } else { Base::Object },
        );
        parent.doubt(0.6, "no row has it, but names of other rows begin with it");
        list.push(parent);
        list.len() - 1
    });
    if let Some(parent) = list.get_mut(at) {
        if is_list && parent.ty.base == Base::Unknown {
            parent.ty = Type::of(Base::List);
        }
        as_parent(parent);
        into(&mut parent.fields, rest, field, missing);
    }
}

/// A table of the fields of another field.
pub struct Sub {
    /// On which side it stands.
    pub side: Side,
    /// What it is called.
    pub caption: String,
    /// Where its header stands.
    pub line: usize,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// Finds the field that a table lists the fields of, and gives it these. `false` where there is none.
pub fn attach(roots: &mut [Field], name: &str, fields: &[Field], depth: usize) -> bool {
    if depth > 8 {
        return false;
    }
    let mut found = false;
    for field in roots.iter_mut() {
        let open = field.fields.is_empty() && !matches!(field.ty.base, Base::Bool | Base::Decimal);
        if open && means(field, name) {
            take(field, fields);
            found = true;
        } else if attach(&mut field.fields, name, fields, depth + 1) {
            found = true;
        }
    }
    found
}

fn take(field: &mut Field, fields: &[Field]) {
    field.fields = fields.to_vec();
    field.has_table = true;
    match field.ty.base {
        Base::List => field.ty.element = Base::Object,
        Base::Object => {}
        Base::Unknown => field.ty = Type::of(Base::Object),
        Base::Text if field.name.to_lowercase().ends_with("list") => {
            field.doubt(
                0.5,
                "the table says that it is a text, but its fields are listed",
            );
            field.retype(Type {
                base: Base::List,
                element: Base::Object,
            });
        }
        _ => {
            field.doubt(
                0.5,
                "the table gives another type, but its fields are listed",
            );
            field.retype(Type::of(Base::Object));
        }
    }
    field.bare_list = false;
    // Values in a sentence about an object are values of its fields.
    field.values.clear();
}

/// Gives a table that nothing is called like to the only field that lacks one.
///
/// One of the two has to have a name that says nothing: a table `deviceInfo` is none of `tags`.
pub fn attach_only(roots: &mut [Field], fields: &[Field], caption: &str) -> bool {
    let mut bare = names(caption).first().is_none_or(|name| is_bare(name));
    let count = lacking(roots, &mut |field| bare |= is_bare(&field.name));
    if count != 1 || !bare {
        return false;
    }
    lacking(roots, &mut |field| {
        take(field, fields);
        field.doubt(0.6, format!("taken for what the table `{caption}` lists"));
    });
    true
}

/// Calls `with` on each field that ought to have a table of its own and has none; gives how many there are.
fn lacking(fields: &mut [Field], with: &mut dyn FnMut(&mut Field)) -> usize {
    let mut count = 0;
    for field in fields {
        let needs = field.fields.is_empty()
            && (field.bare_list && field.values.is_empty()
                || field.ty.has_fields()
                || (field.ty.base == Base::Unknown && field.named.is_some()));
        if needs {
            count += 1;
            with(field);
        } else {
            count += lacking(&mut field.fields, with);
        }
    }
    count
}
