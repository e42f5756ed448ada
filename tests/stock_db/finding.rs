//! What a turn is told about stock.

use asa_tests::on_both;

use super::*;

on_both! {
    async fn the_mask_is_there_from_the_beginning(world) {
        let Answer::Items(items) = asks(world, Ask::Items).await? else { panic!() };
        assert_eq!(items.len(), 1);
        assert_eq!((items[0].id, items[0].code.as_str()), (MASK, "surgical_mask"));
        let sizes: Vec<Option<i64>> = items[0].measures.iter().map(|measure| measure.size).collect();
        assert_eq!(sizes, [Some(1), Some(10), Some(50), None]);
        Ok(())
    }
}
