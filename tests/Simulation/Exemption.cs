namespace Leeway.Simulation;

/// <summary>
/// The complete list of reasons why a grant can be lost although no user or limit ended it. Each is derived from the state of the world,
/// never from what the client reports, and counted.
/// </summary>
internal enum Exemption
{
    /// <summary>
    /// The server accepts only the first response to a token (<c>FirstWins</c>, observed in 2021), and that response was lost. No client
    /// can recover it.
    /// </summary>
    FirstAnswerLost,

    /// <summary>
    /// A token was spent and its response lost, or another response to the previous token became the valid one. Within the leeway, no
    /// process was undisturbed for the time that it needs, including the time until its keep-alive service finds the spend: all processes
    /// were down or paused, or the token endpoint or the store kept failing.
    /// </summary>
    NoUndisturbedTime,

    /// <summary>Wall clocks differed or jumped by more than the margin of the leeway.</summary>
    ClocksApart,

    /// <summary>
    /// A request whose sender had given up reached the server after other processes had continued, or after the token was found to be
    /// valid. The network spent the token, not the client.
    /// </summary>
    StrayRequest,
}
