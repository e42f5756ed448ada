//! LINE's OpenAPI files as a judge of requests. OpenAPI's discriminators become `if`/`then`,
//! leaf objects take no property they do not name, and null is no value: stricter than LINE.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use anyhow::Context as _;
use jsonschema::Validator;
use serde_json::{Map, Value, json};

const MESSAGING_API: &str = include_str!("../line-openapi/messaging-api.yml");

/// Every documented call, with the check of its body.
#[derive(Debug)]
pub struct LineApi {
    calls: Vec<Call>,
    pub schemas: Map<String, Value>,
}

#[derive(Debug)]
struct Call {
    method: String,
    path: Vec<String>,
    /// `None` for a call without a JSON body.
    body: Option<Validator>,
}

/// The files in this repository, read once.
pub fn line_api() -> &'static LineApi {
    static API: OnceLock<LineApi> = OnceLock::new();
    API.get_or_init(|| match LineApi::read(MESSAGING_API) {
        Ok(api) => api,
        Err(error) => panic!("LINE's OpenAPI file does not read: {error:#}"),
    })
}

impl LineApi {
    pub fn read(yaml: &str) -> anyhow::Result<Self> {
        // YAML 1.1 reads `y`, the name of a coordinate, as true.
        let options = serde_saphyr::options! { strict_booleans: true };
        let file: Value = serde_saphyr::from_str_with_options(yaml, options)?;
        let schemas = file["components"]["schemas"].as_object().context("no schemas")?.clone();
        let definitions = definitions(&schemas);
        let mut calls = Vec::new();
        for (path, methods) in file["paths"].as_object().context("no paths")? {
            for (method, call) in methods.as_object().context("no methods")? {
                let schema = &call["requestBody"]["content"]["application/json"]["schema"];
                let body = match schema {
                    Value::Null => None,
                    schema => Some(validator(schema, &definitions)?),
                };
                let path = path.split('/').map(str::to_owned).collect();
                calls.push(Call { method: method.to_uppercase(), path, body });
            }
        }
        Ok(Self { calls, schemas })
    }

    /// What is wrong with a request; nothing if all is well.
    pub fn faults(&self, method: &str, path: &str, body: Option<&Value>) -> Vec<String> {
        let parts: Vec<&str> = path.split('/').collect();
        let documented = self.calls.iter().filter(|call| call.method == method);
        let Some(call) =
            documented.filter(|call| call.fits(&parts)).min_by_key(|call| call.holes())
        else {
            return vec![format!("{method} {path}: not a documented call")];
        };
        match (&call.body, body) {
            (Some(validator), Some(body)) => {
                let errors = validator.iter_errors(body);
                errors.map(|error| format!("{path}{}: {error}", error.instance_path())).collect()
            }
            (Some(_), None) => vec![format!("{method} {path}: a body is missing")],
            (None, _) => Vec::new(),
        }
    }
}

impl Call {
    fn fits(&self, parts: &[&str]) -> bool {
        let hole = |part: &str| part.starts_with('{');
        self.path.len() == parts.len()
            && self.path.iter().zip(parts).all(|(own, part)| hole(own) || own == part)
    }

    fn holes(&self) -> usize {
        self.path.iter().filter(|part| part.starts_with('{')).count()
    }
}

fn validator(schema: &Value, definitions: &Map<String, Value>) -> anyhow::Result<Validator> {
    let mut root = point_to_definitions(schema);
    root["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    root["$defs"] = Value::Object(definitions.clone());
    jsonschema::validator_for(&root)
        .map_err(|error| anyhow::anyhow!("{}: {error}", error.instance_path()))
}

fn definitions(schemas: &Map<String, Value>) -> Map<String, Value> {
    let parents: BTreeMap<&String, &Value> =
        schemas.iter().filter(|(_, schema)| schema.get("discriminator").is_some()).collect();
    let mut definitions = Map::new();
    for (name, schema) in schemas {
        let own = point_to_definitions(schema);
        if parents.contains_key(name) {
            definitions.insert(format!("{name}__base"), without_discriminator(&own));
            definitions.insert(name.clone(), chooser(&own));
        } else {
            definitions.insert(name.clone(), leaf(own, &parents));
        }
    }
    definitions
}

fn without_discriminator(schema: &Value) -> Value {
    let mut schema = schema.clone();
    if let Some(schema) = schema.as_object_mut() {
        schema.remove("discriminator");
    }
    schema
}

/// A parent is whichever of its children its property names, and none other.
fn chooser(schema: &Value) -> Value {
    let property = schema["discriminator"]["propertyName"].as_str().unwrap_or("type");
    let mapping = schema["discriminator"]["mapping"].as_object().cloned().unwrap_or_default();
    let kinds: Vec<&String> = mapping.keys().collect();
    let choices = mapping.iter().map(|(kind, child)| {
        let child = child.as_str().unwrap_or_default().replace("#/components/schemas/", "#/$defs/");
        json!({"if": {"properties": {property: {"const": kind}}}, "then": {"$ref": child}})
    });
    json!({
        "type": "object",
        "required": [property],
        "properties": {property: {"enum": kinds}},
        "allOf": choices.collect::<Vec<_>>(),
    })
}

/// A child stands on its parent's base, and names every property it takes.
fn leaf(mut schema: Value, parents: &BTreeMap<&String, &Value>) -> Value {
    if let Some(all_of) = schema.get_mut("allOf").and_then(Value::as_array_mut) {
        for part in all_of.iter_mut() {
            let Some(name) = part["$ref"].as_str().and_then(|r| r.strip_prefix("#/$defs/")) else {
                continue;
            };
            if parents.contains_key(&name.to_owned()) {
                *part = json!({"$ref": format!("#/$defs/{name}__base")});
            }
        }
    }
    let is_object = schema.get("allOf").is_some() || schema.get("properties").is_some();
    if is_object && schema.get("additionalProperties").is_none() {
        schema["unevaluatedProperties"] = json!(false);
    }
    schema
}

fn point_to_definitions(schema: &Value) -> Value {
    match schema {
        Value::Object(object) => object
            .iter()
            .map(|(key, value)| match value {
                Value::String(at) if key == "$ref" => {
                    (key.clone(), json!(at.replace("#/components/schemas/", "#/$defs/")))
                }
                value => (key.clone(), point_to_definitions(value)),
            })
            .collect(),
        Value::Array(items) => items.iter().map(point_to_definitions).collect(),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn push(messages: &Value) -> Vec<String> {
        let body = json!({"to": "U1", "messages": messages});
        line_api().faults("POST", "/v2/bot/message/push", Some(&body))
    }

    #[test]
    fn a_good_push_passes() {
        let box_ = json!({"type": "box", "layout": "vertical", "contents": []});
        let flex = json!({"type": "flex", "altText": "ก", "contents":
            {"type": "bubble", "body": box_}});
        assert_eq!(push(&json!([{"type": "text", "text": "ก"}, flex])), Vec::<String>::new());
    }

    #[test]
    fn what_line_refuses_is_found() {
        for bad in [
            json!([{"type": "text"}]),
            json!([{"type": "text", "text": null}]),
            json!([{"type": "telepathy", "text": "ก"}]),
            json!([{"type": "text", "text": "ก", "quickreply": {}}]),
            json!([{"type": "flex", "altText": "ก", "contents": {"type": "bubble", "body": {"type": "box", "contents": []}}}]),
        ] {
            assert!(!push(&bad).is_empty(), "{bad}");
        }
    }

    #[test]
    fn an_undocumented_call_is_found() {
        assert!(!line_api().faults("POST", "/v2/bot/message/push/", Some(&json!({}))).is_empty());
        assert!(line_api().faults("GET", "/v2/bot/profile/U1", None).is_empty());
    }
}
