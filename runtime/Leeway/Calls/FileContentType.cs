using System.Collections.Frozen;

namespace Leeway.Calls;

/// <summary>Maps the extensions of common files to content types.</summary>
internal static class FileContentType
{
    /// <summary>The content type of a file with an unknown extension.</summary>
    public const string Unknown = "application/octet-stream";

    private static readonly FrozenDictionary<string, string> s_types = Read(
        """
        application/gzip: gz tgz
        application/epub+zip: epub
        application/java-archive: jar
        application/json: json map har
        application/msword: doc dot
        application/pdf: pdf
        application/postscript: ai eps ps
        application/rtf: rtf
        application/vnd.android.package-archive: apk
        application/vnd.apple.keynote: key
        application/vnd.apple.numbers: numbers
        application/vnd.apple.pages: pages
        application/vnd.ms-excel: xls xlt
        application/vnd.ms-excel.sheet.macroEnabled.12: xlsm
        application/vnd.ms-outlook: msg
        application/vnd.ms-powerpoint: ppt pot pps
        application/vnd.ms-powerpoint.presentation.macroEnabled.12: pptm
        application/vnd.ms-word.document.macroEnabled.12: docm
        application/vnd.oasis.opendocument.presentation: odp
        application/vnd.oasis.opendocument.spreadsheet: ods
        application/vnd.oasis.opendocument.text: odt
        application/vnd.openxmlformats-officedocument.presentationml.presentation: pptx
        application/vnd.openxmlformats-officedocument.presentationml.slideshow: ppsx
        application/vnd.openxmlformats-officedocument.spreadsheetml.sheet: xlsx
        application/vnd.openxmlformats-officedocument.spreadsheetml.template: xltx
        application/vnd.openxmlformats-officedocument.wordprocessingml.document: docx
        application/vnd.openxmlformats-officedocument.wordprocessingml.template: dotx
        application/vnd.rar: rar
        application/vnd.visio: vsd vsdx
        application/wasm: wasm
        application/x-7z-compressed: 7z
        application/x-bzip2: bz2
        application/x-ndjson: ndjson jsonl
        application/x-sh: sh
        application/x-sqlite3: sqlite
        application/x-tar: tar
        application/x-xz: xz
        application/xhtml+xml: xhtml
        application/xml: xml xsd xsl xslt
        application/yaml: yaml yml
        application/zip: zip
        application/zstd: zst
        audio/aac: aac
        audio/flac: flac
        audio/midi: mid midi
        audio/mp4: m4a
        audio/mpeg: mp3
        audio/ogg: oga ogg opus
        audio/wav: wav
        audio/webm: weba
        font/otf: otf
        font/ttf: ttf
        font/woff: woff
        font/woff2: woff2
        image/apng: apng
        image/avif: avif
        image/bmp: bmp
        image/gif: gif
        image/heic: heic
        image/heif: heif
        image/jpeg: jpg jpeg jpe jfif
        image/jxl: jxl
        image/png: png
        image/svg+xml: svg
        image/tiff: tif tiff
        image/vnd.adobe.photoshop: psd
        image/vnd.microsoft.icon: ico
        image/webp: webp
        message/rfc822: eml
        text/calendar: ics
        text/css: css
        text/csv: csv
        text/html: html htm
        text/javascript: js mjs
        text/markdown: md markdown
        text/plain: txt text log ini conf
        text/tab-separated-values: tsv
        text/vcard: vcf
        video/3gpp: 3gp
        video/mp2t: ts
        video/mp4: mp4 m4v
        video/mpeg: mpeg mpg
        video/ogg: ogv
        video/quicktime: mov
        video/webm: webm
        video/x-matroska: mkv
        video/x-ms-wmv: wmv
        video/x-msvideo: avi
        """);

    /// <summary>Returns the content type for a file name; <see cref="Unknown"/> if the extension is unknown.</summary>
    /// <param name="fileName">The name. Case is ignored.</param>
    public static string Of(string fileName)
    {
        // Servers and file systems drop these characters at the end of a name.
        string extension = Path.GetExtension(fileName.TrimEnd(' ', '.', '\u200E', '\u200F'));
        return extension.Length > 1 && s_types.TryGetValue(extension[1..], out string? type) ? type : Unknown;
    }

    private static FrozenDictionary<string, string> Read(string table) =>
        table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(static line => line.Split(": "))
            .SelectMany(static parts => parts[1].Split(' '), static (parts, extension) => KeyValuePair.Create(extension, parts[0]))
            .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
}
