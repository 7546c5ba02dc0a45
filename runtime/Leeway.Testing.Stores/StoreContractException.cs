namespace Leeway.Testing.Stores;

/// <summary>A store does not fulfill its contract.</summary>
public sealed class StoreContractException : LeewayException
{
    /// <summary>Initializes an exception.</summary>
    /// <param name="check">The name of the check.</param>
    /// <param name="problem">What the store did, and what it should do.</param>
    public StoreContractException(string check, string problem)
        : base($"{check}: {problem}") => Check = check;

    /// <summary>The name of the check.</summary>
    public string Check { get; }
}
