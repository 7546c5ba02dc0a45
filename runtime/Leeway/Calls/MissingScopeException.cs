using System.Net;
using Leeway.Calls;

namespace Leeway;

/// <summary>
/// The login works, but lacks a scope that the operation needs. A new token does not help, and none is fetched: add the
/// scope to the app in the developer console and to <see cref="AtlassianOptions.Scopes"/>, and have the user consent again; or
/// make an API token that has it.
/// </summary>
/// <remarks>See <see href="https://developer.atlassian.com/cloud/jira/platform/scopes-for-oauth-2-3LO-and-forge-apps/">Atlassian's scopes</see>.</remarks>
public sealed class MissingScopeException : AtlassianApiException
{
    /// <summary>Makes an exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="status">The answer's status.</param>
    public MissingScopeException(string message, HttpStatusCode status)
        : base(message, status)
    {
    }

    internal MissingScopeException(string message, HttpStatusCode status, ErrorFacts facts)
        : base(message, status, facts)
    {
    }

    /// <summary>The classic scopes that the operation needs, all of them; empty where the document names none.</summary>
    public IReadOnlyList<string> ClassicScopes { get; init; } = [];

    /// <summary>The granular scopes that do instead of the classic ones, all of them; empty where the document names none.</summary>
    public IReadOnlyList<string> GranularScopes { get; init; } = [];

    /// <summary>
    /// The scopes that the login was given, as far as this process knows; <see langword="null"/> where they are not known, as with
    /// an API token. A later consent may have taken some of them away.
    /// </summary>
    public IReadOnlyList<string>? GrantedScopes { get; init; }
}
