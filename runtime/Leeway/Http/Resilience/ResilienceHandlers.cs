namespace Leeway.Http.Resilience;

/// <summary>The resilience handlers of the client, which stand around the login, in contrast to its other handlers.</summary>
internal sealed class ResilienceHandlers
{
    public List<DelegatingHandler> Handlers { get; } = [];
}
