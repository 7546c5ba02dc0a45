using Leeway.Generated;

namespace Leeway.RichText;

/// <summary>Reads and writes nodes.</summary>
internal readonly struct AdfNodeCodec : IJsonCodec<AdfNode>
{
    static AdfNode? IJsonCodec<AdfNode>.Read(ref JsonModelReader reader) => AdfNodeReader.ReadNode(ref reader);

    static void IJsonCodec<AdfNode>.Write(ref JsonModelWriter writer, AdfNode? value) => value!.Write(ref writer);
}
