using Leeway.Grants;

namespace Leeway.AspNetCore;

/// <summary>Describes the state of a connection to its user. <see cref="GrantHealth"/> itself speaks to developers.</summary>
internal static class ConnectionText
{
    public static string DescribeState(GrantState state) => state switch
    {
        GrantState.Alive => "Connected",
        GrantState.ScopesMissing => "Connected, with fewer permissions than the application asks for",
        GrantState.InDoubt => "Connected; the connection is being renewed",
        GrantState.Failing => "Connected, but currently not usable",
        GrantState.NotRenewable => "Connected for a short time",
        GrantState.Lost => "Not connected any more",
        _ => "Not connected",
    };

    /// <summary>Says what the user can do.</summary>
    public static string DescribeAction(GrantState state) => state switch
    {
        GrantState.Alive => "No action needed.",
        GrantState.ScopesMissing => "Connect again to grant the missing permissions. Everything else works.",
        GrantState.InDoubt => "No action needed. This takes a few minutes at most.",
        GrantState.Failing => "Wait a few minutes and open this page again. You do not need to connect again.",
        GrantState.NotRenewable => "Connect again before the connection ends.",
        GrantState.Lost => "Connect again to continue.",
        _ => "Connect to begin.",
    };

    /// <summary>Says why the connection ended. Atlassian never says why, so it is a conjecture.</summary>
    public static string DescribeLoss(GrantHealth health) => health.Reason switch
    {
        GrantLossReason.Idle => "It was probably not used for too long.",
        GrantLossReason.AbsoluteAge => "It probably reached the age after which Atlassian asks for a new consent.",
        GrantLossReason.SpendInDoubt => "It was probably interrupted while it was being renewed.",
        GrantLossReason.Withdrawn => "The application was probably removed in your Atlassian account or by an administrator.",
        GrantLossReason.NoRefreshToken => "It could not be renewed, because the application did not ask Atlassian for a lasting connection.",
        _ => "Atlassian does not say why. You may have removed the application in your Atlassian account, or changed your password there.",
    };
}
