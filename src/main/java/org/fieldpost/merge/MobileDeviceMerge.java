package org.fieldpost.merge;

/** Devices: versions and metadata are the device's own, standing and trust the hub's; last seen is the later. */
final class MobileDeviceMerge implements CustomMerge {
    @Override
    public MergeResult merge(Versions all, MergeContext context) {
        var walk = new ThreeWay(all, context);
        var merged = walk.columns();
        // Ephemeral fields never need a person: what is undecided among them is the hub's.
        return new MergeResult.Merged(Sorted.row(merged));
    }
}
