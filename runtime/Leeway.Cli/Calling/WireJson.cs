using System.Text.Json;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Cli.Calling;

/// <summary>JSON of a request or a response. Unlike <see cref="RawJson"/>, it is an object, so that the library can remember the link in the header of its response.</summary>
internal sealed class WireJson(RawJson value) : IJsonValue<WireJson>
{
    public RawJson Value { get; } = value;

    static WireJson IJsonValue<WireJson>.Read(ref JsonModelReader reader) => new(reader.ReadJsonValue());

    void IJsonValue.Write(ref JsonModelWriter writer) => writer.WriteValue(Value);

    /// <summary>Returns a member; null if the value is not an object or has no such member.</summary>
    public static RawJson? FindMember(RawJson? json, string? name) =>
        name is not null && json is { Kind: JsonValueKind.Object } members && members.TryGetProperty(name, out RawJson value) ? value : default(RawJson?);
}
