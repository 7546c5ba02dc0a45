namespace Leeway.Runtime.Tests.Http.Resilience;

/// <summary>Calls whose telemetry nobody receives, so that each goes through the recipe alone.</summary>
public sealed class UnobservedResilienceHandlerTests() : ResilienceHandlerTests(isObserved: false);
