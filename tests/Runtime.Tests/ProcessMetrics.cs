namespace Leeway.Runtime.Tests;

/// <summary>Tests of the measurements of the whole process. They do not run together with other tests.</summary>
[CollectionDefinition(nameof(ProcessMetrics), DisableParallelization = true)]
public sealed class ProcessMetrics;
