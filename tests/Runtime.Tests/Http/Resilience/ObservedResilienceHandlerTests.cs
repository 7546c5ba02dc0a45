namespace Leeway.Runtime.Tests.Http.Resilience;

/// <summary>Calls whose strategies log, so that each goes through all of them.</summary>
public sealed class ObservedResilienceHandlerTests() : ResilienceHandlerTests(isObserved: true);
