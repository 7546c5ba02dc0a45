using System.Globalization;

namespace Leeway.Grants;

/// <summary>Guesses why a refresh token was refused from what is stored about it.</summary>
internal static class LossInference
{
    /// <param name="grant">The grant whose token was refused, or held back.</param>
    /// <param name="doubt">The spend that was open when the token was sent, if it was not begun for that sending.</param>
    /// <param name="refusal">The server's words; <see langword="null"/> if the token was not sent.</param>
    /// <param name="now">The wall clock.</param>
    /// <param name="options">The limits.</param>
    public static GrantLoss Infer(Grant grant, PendingSpend? doubt, string? refusal, DateTimeOffset now, GrantOptions options)
    {
        string words = refusal is null ? "" : $" The authorization server said: {refusal}.";
        if (doubt is not null && (refusal is null || now - doubt.InDoubtSince >= options.SpendWindow))
        {
            return new GrantLoss(
                GrantLossReason.SpendInDoubt,
                $"The refresh token was sent at {Format(doubt.InDoubtSince)} and no answer was stored within the leeway.{words}",
                now);
        }

        if (refusal?.Contains("globally revoked", StringComparison.OrdinalIgnoreCase) == true)
        {
            return new GrantLoss(GrantLossReason.Withdrawn, $"Its words are those of a withdrawal.{words}", now);
        }

        if (now - grant.RotatedAt > options.InactivityLimit)
        {
            return new GrantLoss(
                GrantLossReason.Idle,
                $"The refresh token was last used at {Format(grant.RotatedAt)}, {Days(now - grant.RotatedAt)} days ago.{words}",
                now);
        }

        if (now - grant.FamilyStartedAt > options.AbsoluteLimit)
        {
            return new GrantLoss(
                GrantLossReason.AbsoluteAge,
                $"The user consented at {Format(grant.FamilyStartedAt)}, {Days(now - grant.FamilyStartedAt)} days ago.{words}",
                now);
        }

        if (grant.UnsettledSince is { } unsettled)
        {
            return new GrantLoss(
                GrantLossReason.Reused,
                $"The token before it was sent more than once until {Format(unsettled)}, and another answer than the one stored may be the one that lives.{words}",
                now);
        }

        return new GrantLoss(
            GrantLossReason.Unknown,
            $"The refresh token was received at {Format(grant.RotatedAt)} and nothing stored explains its end.{words}",
            now);
    }

    private static string Format(DateTimeOffset value) =>
        value.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Days(TimeSpan value) => ((long)value.TotalDays).ToString(CultureInfo.InvariantCulture);
}
