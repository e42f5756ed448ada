//! Every path of the Messaging API that the twin answers, on one page: which faults wait for it,
//! how often it may be called, what its body is, and which function does the work.
//!
//! Invariant: paths match to the letter. A doubled or a trailing slash is another path.

use axum::http::{Method, StatusCode};

use super::Call;
use super::answer::Answer;
use super::fault::On;
use super::rate::{Rate, a_minute, a_second, an_hour};
use super::{access, content, hook, menu_alias, menu_calls, menu_links, profile, quota, send};
use crate::twin::spec::{self, Type};
use crate::twin::state::State;

pub(crate) type Work = fn(&mut State, &Call) -> Answer;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Route {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) on: On,
    pub(crate) rate: Rate,
    pub(crate) body: Body,
    pub(crate) work: Work,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Body {
    None,
    Json(&'static Type),
    Form,
    Picture,
}

impl Route {
    /// Only what is counted and sent may be tried again under a key.
    pub(crate) fn takes_retry_key(&self) -> bool {
        matches!(self.on, On::Push | On::Multicast)
    }
}

const fn get(path: &'static str, on: On, work: Work) -> Route {
    Route { method: "GET", path, on, rate: a_second(2_000), body: Body::None, work }
}

const fn delete(path: &'static str, on: On, work: Work) -> Route {
    Route { method: "DELETE", ..get(path, on, work) }
}

const fn post(path: &'static str, on: On, body: Body, work: Work) -> Route {
    Route { method: "POST", body, ..get(path, on, work) }
}

const fn limited(rate: Rate, route: Route) -> Route {
    Route { rate, ..route }
}

use Body::{Form, Json, None as Empty, Picture};

/// The first match counts: fixed words stand before names of the same length.
#[rustfmt::skip]
pub(crate) static ALL: &[Route] = &[
    post("/v2/bot/message/reply", On::Reply, Json(&spec::REPLY), send::reply),
    post("/v2/bot/message/push", On::Push, Json(&spec::PUSH), send::push),
    limited(a_second(200), post("/v2/bot/message/multicast", On::Multicast, Json(&spec::MULTICAST), send::multicast)),
    post("/v2/bot/message/validate/reply", On::Validate, Json(&spec::VALIDATE), send::validate),
    post("/v2/bot/message/validate/push", On::Validate, Json(&spec::VALIDATE), send::validate),
    post("/v2/bot/message/validate/multicast", On::Validate, Json(&spec::VALIDATE), send::validate),
    get("/v2/bot/message/quota", On::Quota, quota::limit),
    get("/v2/bot/message/quota/consumption", On::Quota, quota::consumption),
    get("/v2/bot/message/{messageId}/content", On::Content, content::original),
    get("/v2/bot/message/{messageId}/content/preview", On::Content, content::preview),
    get("/v2/bot/message/{messageId}/content/transcoding", On::Content, content::transcoding),
    limited(a_second(100), post("/v2/bot/chat/loading/start", On::Loading, Json(&spec::LOADING), profile::loading)),
    post("/v2/bot/chat/markAsRead", On::Read, Json(&spec::READ), profile::mark_as_read),

    get("/v2/bot/profile/{userId}", On::Profile, profile::profile),
    get("/v2/bot/info", On::Info, profile::info),
    get("/v2/bot/group/{groupId}/summary", On::Group, profile::summary),
    get("/v2/bot/group/{groupId}/members/count", On::Group, profile::count),
    get("/v2/bot/group/{groupId}/member/{userId}", On::Group, profile::member),
    post("/v2/bot/group/{groupId}/leave", On::Group, Empty, profile::leave),
    get("/v2/bot/room/{roomId}/members/count", On::Group, profile::count),
    get("/v2/bot/room/{roomId}/member/{userId}", On::Group, profile::member),
    post("/v2/bot/room/{roomId}/leave", On::Group, Empty, profile::leave),

    limited(a_minute(1_000), get("/v2/bot/channel/webhook/endpoint", On::Webhook, hook::endpoint)),
    limited(a_minute(1_000), Route { method: "PUT", ..post("/v2/bot/channel/webhook/endpoint", On::Webhook, Json(&spec::ENDPOINT), hook::set_endpoint) }),
    limited(an_hour(60), post("/v2/bot/channel/webhook/test", On::Webhook, Json(&spec::TEST_WEBHOOK), hook::test)),
    limited(a_second(370), post(TOKEN, On::Token, Form, access::issue)),

    limited(an_hour(100), post("/v2/bot/richmenu", On::Menu, Json(&spec::MENU), menu_calls::create)),
    post("/v2/bot/richmenu/validate", On::Menu, Json(&spec::MENU), menu_calls::validate),
    limited(a_second(10), get("/v2/bot/richmenu/list", On::Menu, menu_calls::list)),
    post("/v2/bot/richmenu/alias", On::Menu, Json(&spec::ALIAS), menu_alias::create),
    get("/v2/bot/richmenu/alias/list", On::Menu, menu_alias::list),
    get("/v2/bot/richmenu/alias/{aliasId}", On::Menu, menu_alias::get),
    post("/v2/bot/richmenu/alias/{aliasId}", On::Menu, Json(&spec::ALIAS_TARGET), menu_alias::update),
    limited(an_hour(100), delete("/v2/bot/richmenu/alias/{aliasId}", On::Menu, menu_alias::delete)),
    post("/v2/bot/richmenu/bulk/link", On::Menu, Json(&spec::BULK_LINK), menu_links::bulk_link),
    post("/v2/bot/richmenu/bulk/unlink", On::Menu, Json(&spec::BULK_UNLINK), menu_links::bulk_unlink),
    get("/v2/bot/richmenu/{richMenuId}", On::Menu, menu_calls::get),
    limited(an_hour(100), delete("/v2/bot/richmenu/{richMenuId}", On::Menu, menu_calls::delete)),
    get("/v2/bot/richmenu/{richMenuId}/content", On::Menu, menu_calls::picture),
    post("/v2/bot/richmenu/{richMenuId}/content", On::Menu, Picture, menu_calls::set_picture),
    get("/v2/bot/user/all/richmenu", On::Menu, menu_links::default),
    delete("/v2/bot/user/all/richmenu", On::Menu, menu_links::clear_default),
    post("/v2/bot/user/all/richmenu/{richMenuId}", On::Menu, Empty, menu_links::set_default),
    get("/v2/bot/user/{userId}/richmenu", On::Menu, menu_links::linked),
    delete("/v2/bot/user/{userId}/richmenu", On::Menu, menu_links::unlink),
    post("/v2/bot/user/{userId}/richmenu/{richMenuId}", On::Menu, Empty, menu_links::link),
];

const TOKEN: &str = "/oauth2/v3/token";

#[derive(Debug)]
pub(crate) struct Found {
    /// The route's place in the table, and of its bucket.
    pub(crate) index: usize,
    pub(crate) route: &'static Route,
    pub(crate) params: Vec<(&'static str, String)>,
}

/// The route for a request, or what LINE says when there is none.
pub(crate) fn find(method: &Method, path: &str) -> Result<Found, Answer> {
    let mut other_method = false;
    for (index, route) in ALL.iter().enumerate() {
        if let Some(params) = matches(route.path, path) {
            if route.method == method.as_str() {
                return Ok(Found { index, route, params });
            }
            other_method = true;
        }
    }
    if other_method {
        return Err(Answer::refused(StatusCode::METHOD_NOT_ALLOWED, "Method not allowed"));
    }
    Err(Answer::missing())
}

fn matches(pattern: &'static str, path: &str) -> Option<Vec<(&'static str, String)>> {
    let mut params = Vec::new();
    let (mut wanted, mut given) = (pattern.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(params),
            (Some(wanted), Some(given)) => {
                if let Some(name) = wanted.strip_prefix('{').and_then(|n| n.strip_suffix('}')) {
                    if given.is_empty() {
                        return None;
                    }
                    params.push((name, given.to_owned()));
                } else if wanted != given {
                    return None;
                }
            }
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(method: &Method, path: &str) -> Result<&'static str, u16> {
        find(method, path).map(|f| f.route.path).map_err(|a| a.status.as_u16())
    }

    #[test]
    fn paths_match_to_the_letter() {
        let get = &Method::GET;
        assert_eq!(path(get, "/v2/bot/richmenu/list"), Ok("/v2/bot/richmenu/list"));
        assert_eq!(path(get, "/v2/bot/richmenu/r1"), Ok("/v2/bot/richmenu/{richMenuId}"));
        assert_eq!(path(get, "/v2/bot/user/all/richmenu"), Ok("/v2/bot/user/all/richmenu"));
        for wrong in ["/v2/bot/info/", "/v2//bot/info", "/v2/bot/profile/", "/v2/bot", "/"] {
            assert_eq!(path(get, wrong), Err(404), "{wrong}");
        }
        assert_eq!(path(get, "/v2/bot/message/push"), Err(405));
    }

    #[test]
    fn no_route_stands_in_the_shadow_of_another() {
        for (index, route) in ALL.iter().enumerate() {
            let method = Method::from_bytes(route.method.as_bytes()).unwrap();
            assert_eq!(find(&method, route.path).unwrap().index, index, "{}", route.path);
        }
    }
}
