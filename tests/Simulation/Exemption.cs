namespace Leeway.Simulation;

/// <summary>
/// Why a grant that nobody took away may be lost all the same: the complete list. Each is established from what the world
/// knows, never from what the client says, and counted.
/// </summary>
internal enum Exemption
{
    /// <summary>
    /// The server honours only the first answer to a token (<c>FirstWins</c>, seen in 2021) and that answer was lost: no client
    /// can recover it.
    /// </summary>
    FirstAnswerLost,

    /// <summary>
    /// A token was spent and its answer lost, or another answer to the token before it came to be the one that lives, and no process
    /// was left undisturbed inside the leeway for the time that it needs, in which its keep-alive finds what it does not know: all
    /// were down or paused, or the token endpoint or the store kept failing.
    /// </summary>
    NoUndisturbedTime,

    /// <summary>Wall clocks were wrong, against each other or by a jump, by more than the leeway's margin allows for.</summary>
    ClocksApart,

    /// <summary>
    /// A request that its sender had long given up reached the server after others had gone on, or after the token was answered as
    /// good: the network, not the client, spent it.
    /// </summary>
    StrayRequest,
}
