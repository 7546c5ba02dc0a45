using System.Diagnostics;
using Leeway.Grants;

namespace Leeway.AspNetCore;

/// <summary>A sign-in under way, as a cookie of the browser keeps it until the callback.</summary>
[DebuggerDisplay("sign-in (not shown)")]
internal sealed class SignInAttempt
{
    /// <summary>The state that the callback must contain.</summary>
    public required string State { get; init; }

    /// <summary>The PKCE code verifier.</summary>
    public required string CodeVerifier { get; init; }

    /// <summary>The grant to store.</summary>
    public required GrantId Grant { get; init; }

    /// <summary>Identifies the user, and the user's session where it has a name, for which the sign-in began.</summary>
    public required byte[] Binding { get; init; }

    /// <summary>When the sign-in can no longer be completed.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Where to return to; empty for the default address.</summary>
    public required string ReturnAddress { get; init; }

    public static SignInAttempt Read(BinaryReader reader) => new()
    {
        State = reader.ReadString(),
        CodeVerifier = reader.ReadString(),
        Grant = new GrantId(reader.ReadString()),
        Binding = reader.ReadBytes(reader.ReadByte()),
        ExpiresAt = new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero),
        ReturnAddress = reader.ReadString(),
    };

    public static void Write(BinaryWriter writer, SignInAttempt attempt)
    {
        writer.Write(attempt.State);
        writer.Write(attempt.CodeVerifier);
        writer.Write(attempt.Grant.Value);
        writer.Write((byte)attempt.Binding.Length);
        writer.Write(attempt.Binding);
        writer.Write(attempt.ExpiresAt.UtcTicks);
        writer.Write(attempt.ReturnAddress);
    }
}
