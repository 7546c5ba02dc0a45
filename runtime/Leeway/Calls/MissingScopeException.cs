using System.Net;
using Leeway.Calls;

namespace Leeway;

/// <summary>
/// The login is valid, but lacks a scope that the operation needs. A new token does not help, and none is requested: add the scope to
/// the app in the developer console and to <see cref="AtlassianOptions.Scopes"/>, and ask the user to consent again; or create an API
/// token that has it.
/// </summary>
/// <remarks>
/// See <see href="https://developer.atlassian.com/cloud/jira/platform/scopes-for-oauth-2-3LO-and-forge-apps/">Atlassian's scopes</see>.
/// </remarks>
public sealed class MissingScopeException : AtlassianApiException
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="status">The status of the response.</param>
    public MissingScopeException(string message, HttpStatusCode status)
        : base(message, status)
    {
    }

    internal MissingScopeException(string message, HttpStatusCode status, ErrorFacts facts)
        : base(message, status, facts)
    {
    }

    /// <summary>The classic scopes that the operation needs, all of them; empty if the document names none.</summary>
    public IReadOnlyList<string> ClassicScopes { get; init; } = [];

    /// <summary>The granular scopes that can replace the classic ones, all of them; empty if the document names none.</summary>
    public IReadOnlyList<string> GranularScopes { get; init; } = [];

    /// <summary>
    /// The scopes of the login, as far as this process knows; <see langword="null"/> if they are not known, as for an API token. A later
    /// consent may have removed some of them.
    /// </summary>
    public IReadOnlyList<string>? GrantedScopes { get; init; }
}
