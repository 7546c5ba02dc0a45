using Leeway.Simulator.Operations;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site;

/// <summary>The operations that a product serves, and what serves them.</summary>
internal sealed class OperationTable
{
    private readonly Dictionary<SimulatedOperation, Func<SiteRequest, SimulatedResponse>> _handlers = [];

    /// <summary>The operations that are served.</summary>
    public IReadOnlyCollection<SimulatedOperation> Operations => _handlers.Keys;

    /// <summary>Adds an operation.</summary>
    /// <param name="document">The document that describes the operation.</param>
    /// <param name="id">The operation id.</param>
    /// <param name="handle">Serves the operation.</param>
    /// <exception cref="InvalidOperationException">The document has no such operation.</exception>
    public void Add(string document, string id, Func<SiteRequest, SimulatedResponse> handle) =>
        _handlers.Add(OperationCatalog.Get(document, id), handle);

    /// <summary>Serves a call of a known operation, or responds that the simulator does not serve the operation.</summary>
    public SimulatedResponse Handle(SiteRequest call) =>
        call.Operation is not { } operation ? SimulatedResponse.Html(404)
        : _handlers.TryGetValue(operation, out Func<SiteRequest, SimulatedResponse>? handle) ? handle(call)
        : ErrorAnswers.NotSimulated(operation.Id, operation.Method, operation.Path);
}
