using Pockr.Bench.Results;

namespace Pockr.Bench.Suites;

/// <summary>Measurements that belong together. It leaves no machine and no process behind, however it ends.</summary>
internal interface ISuite
{
    string Name { get; }

    Task MeasureAsync(Workbench bench, Findings findings, CancellationToken cancellationToken);
}
