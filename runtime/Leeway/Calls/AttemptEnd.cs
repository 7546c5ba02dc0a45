namespace Leeway.Http.Resilience;

/// <summary>How an attempt ended, as far as that bears on another.</summary>
internal enum AttemptEnd
{
    /// <summary>With an answer, or a failure, that another attempt would not change.</summary>
    Final,

    /// <summary>Refused for too many requests.</summary>
    Limited,

    /// <summary>Answered by trouble on Atlassian's side, which may have come before or after the effect.</summary>
    Unavailable,

    /// <summary>Without an answer, with or without effect.</summary>
    Lost,

    /// <summary>Before the request was sent, or sent again after a refusal of its login or site: it was not carried out.</summary>
    NotSent,
}
