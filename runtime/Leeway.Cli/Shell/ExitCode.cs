namespace Leeway.Cli;

/// <summary>The exit codes of the commands. <c>docs/cli.md</c> lists them.</summary>
internal static class ExitCode
{
    /// <summary>The command line or an input cannot be used, or the command failed for a reason without a code of its own.</summary>
    public const int Failure = 1;

    /// <summary>A comparison found a change that needs attention.</summary>
    public const int Attention = 2;

    /// <summary>A comparison found a change that breaks callers.</summary>
    public const int Breaking = 3;

    /// <summary>There is no login, or it was not accepted.</summary>
    public const int NotSignedIn = 4;

    /// <summary>The login may not do this: a permission or a scope is missing.</summary>
    public const int Forbidden = 5;

    /// <summary>The resource does not exist, or the login may not see it.</summary>
    public const int NotFound = 6;

    /// <summary>A rate limit refused the call.</summary>
    public const int RateLimited = 7;

    /// <summary>The server refused the request for another reason, such as an invalid value.</summary>
    public const int Refused = 8;

    /// <summary>The server failed.</summary>
    public const int ServerFailed = 9;

    /// <summary>No complete response arrived.</summary>
    public const int NoResponse = 10;

    /// <summary>It is not known whether the request had an effect.</summary>
    public const int OutcomeUnknown = 11;

    /// <summary>A list may be incomplete, or a response could not be read.</summary>
    public const int Incomplete = 12;

    /// <summary>The command was stopped by Ctrl+C.</summary>
    public const int Stopped = 130;
}
