// What one input takes of memory is measured, and others would count along.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
