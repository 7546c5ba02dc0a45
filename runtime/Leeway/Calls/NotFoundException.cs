using System.Net;
using Leeway.Calls;

namespace Leeway;

/// <summary>The thing does not exist, or the user may not see it: Atlassian's answer is the same.</summary>
public sealed class NotFoundException : AtlassianApiException
{
    /// <summary>Makes an exception.</summary>
    /// <param name="message">What happened.</param>
    public NotFoundException(string message)
        : base(message, HttpStatusCode.NotFound)
    {
    }

    internal NotFoundException(string message, ErrorFacts facts)
        : base(message, HttpStatusCode.NotFound, facts)
    {
    }
}
