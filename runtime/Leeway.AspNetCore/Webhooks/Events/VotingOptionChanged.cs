namespace Leeway.AspNetCore.Webhooks;

/// <summary>Voting was enabled or disabled. The event is <c>option_voting_changed</c>.</summary>
public sealed class VotingOptionChanged : OptionEvent
{
    internal VotingOptionChanged(WebhookPayload payload)
        : base(payload)
    {
    }
}
