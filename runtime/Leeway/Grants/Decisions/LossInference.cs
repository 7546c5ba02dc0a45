using System.Globalization;

namespace Leeway.Grants;

/// <summary>Infers from the stored grant why a refresh token was refused.</summary>
internal static class LossInference
{
    /// <param name="grant">The grant whose token was refused, or was not sent.</param>
    /// <param name="doubt">The spend that was already recorded before this attempt, if there was one.</param>
    /// <param name="refusal">The server's error text; <see langword="null"/> if the token was not sent.</param>
    /// <param name="now">The wall clock.</param>
    /// <param name="options">The limits.</param>
    public static GrantLoss Infer(Grant grant, PendingSpend? doubt, string? refusal, DateTimeOffset now, GrantOptions options)
    {
        string words = refusal is null ? "" : $" The authorization server responded: {refusal}.";
        (GrantLossReason reason, string evidence) = Explain(grant, doubt, refusal, now, options);
        return new GrantLoss { Reason = reason, Evidence = evidence + words, At = now };
    }

    private static (GrantLossReason Reason, string Evidence) Explain(
        Grant grant, PendingSpend? doubt, string? refusal, DateTimeOffset now, GrantOptions options)
    {
        if (doubt is not null && (refusal is null || now - doubt.InDoubtSince >= options.SpendWindow))
        {
            return (
                GrantLossReason.SpendInDoubt,
                $"The refresh token was sent at {Format(doubt.InDoubtSince)} and no response was stored within the leeway.");
        }

        if (refusal?.Contains("globally revoked", StringComparison.OrdinalIgnoreCase) == true)
        {
            return (GrantLossReason.Withdrawn, "The error text says that the consent was withdrawn.");
        }

        if (now - grant.RotatedAt > options.InactivityLimit)
        {
            return (
                GrantLossReason.Idle,
                $"The refresh token was last used at {Format(grant.RotatedAt)}, {FormatDays(now - grant.RotatedAt)} days ago.");
        }

        if (now - grant.FamilyStartedAt > options.AbsoluteLimit)
        {
            return (
                GrantLossReason.AbsoluteAge,
                $"The user consented at {Format(grant.FamilyStartedAt)}, {FormatDays(now - grant.FamilyStartedAt)} days ago.");
        }

        return grant.UnsettledSince is { } unsettled
            ? (
                GrantLossReason.Reused,
                $"The previous refresh token was sent more than once until {Format(unsettled)}, and the server may accept another response than the stored one.")
            : (
                GrantLossReason.Unknown,
                $"The refresh token was received at {Format(grant.RotatedAt)} and nothing stored explains why it was refused.");
    }

    private static string Format(DateTimeOffset value) =>
        value.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string FormatDays(TimeSpan value) => ((long)value.TotalDays).ToString(CultureInfo.InvariantCulture);
}
