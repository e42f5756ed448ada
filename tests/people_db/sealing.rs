//! What people are found by, when the key changes.

use asa_core::people::change::NewInvitation;
use asa_core::people::record::Redeemed;
use asa_db::Store;
use asa_db::keys::rotate::rotate;
use asa_tests::on_both;
use asa_tests::world::{KEY, NEW_KEY, vault};

use super::*;

const CODE: &str = "A7KQ-3MXZ";

on_both! {
    async fn a_new_key_finds_everybody_again(world) {
        officer(world, "Udistrict", 11, DISTRICT).await?;
        waits(world, "Somjai", 1, RoleKind::Volunteer, TAMBON).await?;
        waits(world, "Wichai", 2, RoleKind::Officer, TAMBON).await?;
        let (kind, unit, expires_at) = (RoleKind::Volunteer, UnitId(TAMBON), world.clock.now() + DAY);
        let code = CODE.to_owned();
        let invitation = NewInvitation { number: 1, code, kind, unit, uses: 1, expires_at };
        does(world, None, Change::Invite(invitation)).await?;

        let open = async |keys: &str| {
            anyhow::Ok(Store::open(&world.database.url).await?.with_vault(vault(keys)?))
        };
        let both = open(&format!("{NEW_KEY},{KEY}")).await?;
        assert!(rotate(&both, |_| ()).await?.left.is_empty());
        let (new, me) = (open(NEW_KEY).await?, me_of(world, "Udistrict").await?);
        let now = world.clock.now();
        for (text, role) in [("080-000-0000", 1), ("1000000000122", 2)] {
            let found = people::find(&new, "Udistrict", &me, &Need::People(text.into()), now).await?;
            assert_eq!(roles_in(&found), [role], "{text}");
        }
        let redeemed = people::find(&new, "Uanna", &me, &Need::Invitation(CODE.into()), now).await?;
        assert!(matches!(redeemed, Found::Redeemed(Redeemed::Good(_))), "{redeemed:?}");
        Ok(())
    }
}
