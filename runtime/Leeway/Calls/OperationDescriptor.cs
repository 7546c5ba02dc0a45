using System.ComponentModel;
using Leeway.Generated;

namespace Leeway.Calls;

/// <summary>What is known about an operation before it is called. Handlers find the descriptor on the request.</summary>
/// <remarks>Immutable. Generated clients hold one for each operation.</remarks>
public sealed class OperationDescriptor
{
    private readonly string _classicScopes;
    private readonly string _granularScopes;
    private readonly int[] _successStatuses;
    private string? _name;

    /// <summary>Initializes a descriptor.</summary>
    /// <param name="id">The document's <c>operationId</c>.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="route">The path template, relative to the site.</param>
    /// <param name="gateway">The gateway's name for the product family: <c>jira</c> or <c>confluence</c>.</param>
    /// <param name="product">The product whose document contains the operation, such as <c>JiraSoftware</c>.</param>
    /// <param name="successStatuses">The statuses that the document declares as success.</param>
    /// <param name="classicScopes">The classic scopes, separated by spaces.</param>
    /// <param name="granularScopes">The granular scopes, separated by spaces.</param>
    /// <param name="marks">Other facts from the document.</param>
    /// <param name="paging">How the operation pages its result.</param>
    /// <param name="repeat">
    /// Whether a request may be sent a second time; <see langword="null"/> for the rule of HTTP: always for GET, HEAD, OPTIONS, TRACE, PUT
    /// and DELETE, never for other methods.
    /// </param>
    /// <param name="server">
    /// The address before the route; <see langword="null"/> for the site. If there is one, the gateway's name is empty.
    /// </param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public OperationDescriptor(
        string id,
        HttpMethod method,
        string route,
        string gateway,
        string product,
        ReadOnlySpan<int> successStatuses,
        string classicScopes = "",
        string granularScopes = "",
        OperationMarks marks = OperationMarks.None,
        PagingStyle paging = PagingStyle.None,
        RepeatRule? repeat = null,
        ServerAddress? server = null)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(route);
        ArgumentNullException.ThrowIfNull(gateway);
        ArgumentNullException.ThrowIfNull(product);
        ArgumentNullException.ThrowIfNull(classicScopes);
        ArgumentNullException.ThrowIfNull(granularScopes);

        Id = id;
        Method = method;
        Route = route;
        Gateway = gateway;
        Product = product;
        Server = server;
        Marks = marks;
        Paging = paging;
        Repeat = repeat ?? RepeatRule.Of(method);
        IsReadOnly = (marks & OperationMarks.ReadOnly) != 0 || RepeatRule.IsSafe(method);
        _successStatuses = successStatuses.ToArray();
        _classicScopes = classicScopes;
        _granularScopes = granularScopes;
    }

    /// <summary>The key under which a request carries its descriptor.</summary>
    public static HttpRequestOptionsKey<OperationDescriptor> Key { get; } = new("Leeway.Operation");

    /// <summary>The document's <c>operationId</c>, such as <c>getIssue</c>. Two products can use the same id.</summary>
    public string Id { get; }

    /// <summary>The HTTP method.</summary>
    public HttpMethod Method { get; }

    /// <summary>The path template, relative to the site, such as <c>/rest/api/3/issue/{issueIdOrKey}</c>.</summary>
    public string Route { get; }

    /// <summary>The gateway's name for the product family: <c>jira</c> or <c>confluence</c>.</summary>
    public string Gateway { get; }

    /// <summary>The address before the route; <see langword="null"/> for the site.</summary>
    public ServerAddress? Server { get; }

    /// <summary>The product whose document contains the operation, such as <c>JiraSoftware</c>.</summary>
    public string Product { get; }

    /// <summary>The statuses that the document declares as success.</summary>
    public IReadOnlyList<int> SuccessStatuses => Array.AsReadOnly(_successStatuses);

    /// <summary>The classic scopes that the operation needs, all of them; empty if the document names none.</summary>
    public IReadOnlyList<string> ClassicScopes => Split(_classicScopes);

    /// <summary>The granular scopes that can replace the classic ones, all of them.</summary>
    public IReadOnlyList<string> GranularScopes => Split(_granularScopes);

    /// <summary>Other facts from the document.</summary>
    public OperationMarks Marks { get; }

    /// <summary>Whether Atlassian may change or withdraw the operation without notice.</summary>
    public bool IsExperimental => (Marks & OperationMarks.Experimental) != 0;

    /// <summary>Whether Atlassian advises against the operation.</summary>
    public bool IsDeprecated => (Marks & OperationMarks.Deprecated) != 0;

    /// <summary>Whether the operation changes nothing: its method only reads, or the document says so.</summary>
    public bool IsReadOnly { get; }

    /// <summary>
    /// Whether a request may be sent a second time if the outcome of the first is unknown. Each operation decides this, not its method: a
    /// PUT may add a comment, and a POST may only search.
    /// </summary>
    public RepeatRule Repeat { get; }

    /// <summary>How the operation pages its result.</summary>
    public PagingStyle Paging { get; }

    /// <summary>Whether the document declares a status as success.</summary>
    /// <param name="status">The status, such as 200.</param>
    public bool DeclaresSuccess(int status) => Array.IndexOf(_successStatuses, status) >= 0;

    /// <summary>Creates the request of a call.</summary>
    /// <param name="uri">The path and query, relative to the site and percent-encoded; <see cref="RequestUri"/> builds them.</param>
    /// <param name="content">The body, if there is one.</param>
    /// <exception cref="ArgumentException">
    /// The path does not start with a single slash, has a segment <c>.</c> or <c>..</c>, encoded or not, or a character that is not
    /// printable ASCII, a backslash or a number sign.
    /// </exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public HttpRequestMessage CreateRequest(string uri, HttpContent? content = null)
    {
        ArgumentNullException.ThrowIfNull(uri);
        if (RequestPath.FindFault(uri) is { } fault)
        {
            throw new ArgumentException($"The address of {this} cannot be sent: {fault}.", nameof(uri));
        }

        var request = new HttpRequestMessage(Method, new Uri(uri, UriKind.Relative)) { Content = content };
        request.Options.Set(Key, this);
        return request;
    }

    /// <summary>Returns the method and route, such as <c>GET /rest/api/3/issue/{issueIdOrKey}</c>.</summary>
    public override string ToString() => _name ??= $"{Method} {Route}";

    private static string[] Split(string scopes) => scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
