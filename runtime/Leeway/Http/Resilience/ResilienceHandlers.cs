namespace Leeway.Http.Resilience;

/// <summary>The resilience handlers of the client. They run before the login is added; its other handlers run after that.</summary>
internal sealed class ResilienceHandlers
{
    public List<DelegatingHandler> Handlers { get; } = [];
}
