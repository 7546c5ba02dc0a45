using System.Text.RegularExpressions;

namespace Leeway.Fuzzing.Loop;

/// <summary>Code that reads input which it does not control.</summary>
internal abstract partial class FuzzTarget
{
    /// <summary>Valid inputs, which are changed to get others.</summary>
    public abstract IEnumerable<byte[]> Seeds { get; }

    /// <summary>Parts of the language of the inputs, which are inserted.</summary>
    public abstract IReadOnlyList<string> Tokens { get; }

    /// <summary>The time after which a single input counts as one that hangs, on a busy machine.</summary>
    public virtual TimeSpan TimeLimit => TimeSpan.FromSeconds(20);

    /// <summary>
    /// Reads an input. Any exception is a finding: expected ones are caught here. An input whose result differs from what must hold is one as
    /// well.
    /// </summary>
    /// <returns>A description of the result, which is the same for inputs that took the same way. The first input of each way is changed further.</returns>
    /// <exception cref="FindingException">The result is wrong.</exception>
    public abstract string Run(byte[] input);

    /// <summary>Describes an expected exception: its type and message, without the values that are in the message.</summary>
    protected static string Describe(Exception exception) =>
        exception.GetType().Name + string.Concat(Quoted().Replace(exception.Message, "").Where(char.IsAsciiLetter).Take(40));

    [GeneratedRegex("'.*?'|\".*?\"", RegexOptions.Singleline)]
    private static partial Regex Quoted();

    /// <summary>Requires that something holds.</summary>
    protected static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new FindingException(otherwise);
        }
    }
}
