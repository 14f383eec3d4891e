// An example: orders out of Apache Arrow, which is also how Parquet files, DuckDB and dataframes hand their columns over.
// Nothing is copied but what has to be: a column of instants is a typed array here and there.

import { DataType, RecordBatchReader, TimeUnit } from "apache-arrow";

/** @import { Data, RecordBatch } from "apache-arrow" */
/** @import { Column, Orders } from "torihiki/many" */

/**
 * The orders of a stream or a file of Arrow, a table for each of its batches, for `previewChunks`.
 *
 * @param {AsyncIterable<Uint8Array> | Uint8Array} source
 * @returns {AsyncGenerator<Orders<any>>}
 */
export async function* ordersFromArrow(source) {
  for await (const batch of await RecordBatchReader.from(/** @type {AsyncIterable<Uint8Array>} */ (source))) {
    yield ordersOf(batch);
  }
}

/**
 * The orders of one batch.
 *
 * @param {RecordBatch} batch
 */
export function ordersOf(batch) {
  const columns = batch.schema.fields.map(({ name }, number) => [name, columnOf(batch.data.children[number])]);
  return /** @type {Orders<any>} */ (Object.fromEntries(columns));
}

/**
 * A column as `previewMany` takes it.
 *
 * @param {Data<any>} data
 * @returns {Column}
 */
function columnOf(data) {
  // Of an order, Arrow tells only that a value is there, or that it is null.
  const none = data.nullCount > 0 ? bytesOf(data.nullBitmap, data.offset, data.length, 0) : null;
  const type = /** @type {DataType} */ (data.type);
  if (DataType.isDictionary(type)) {
    return { codes: data.values, values: data.dictionary.toArray(), null: none };
  }
  if (DataType.isTimestamp(type)) return { values: milliseconds(data.values, type.unit), null: none };
  // An order has whole numbers, and `DateMillisecond` is one.
  if (DataType.isInt(type) || DataType.isDate(type) || DataType.isFloat(type)) {
    return { values: data.values, null: none };
  }
  if (DataType.isBool(type)) return { values: bytesOf(data.values, data.offset, data.length, 1), null: none };
  throw new TypeError(`a column of type ${type} is nothing that an order can have`);
}

/**
 * A byte for each bit of a bitmap, which has eight rows to the byte, the first one lowest: 1 where the bit is this one.
 *
 * @param {Uint8Array} bitmap
 * @param {number} offset
 * @param {number} length
 * @param {0 | 1} wanted
 */
function bytesOf(bitmap, offset, length, wanted) {
  return Uint8Array.from({ length }, (_, row) => {
    const at = offset + row;
    return ((bitmap[at >> 3] >> (at & 7)) & 1) === wanted ? 1 : 0;
  });
}

/**
 * @param {BigInt64Array} values
 * @param {TimeUnit} unit
 */
function milliseconds(values, unit) {
  if (unit === TimeUnit.MILLISECOND) return values;
  const [times, by] = {
    [TimeUnit.SECOND]: [1_000n, 1n],
    [TimeUnit.MICROSECOND]: [1n, 1_000n],
    [TimeUnit.NANOSECOND]: [1n, 1_000_000n],
  }[unit];
  return values.map((value) => (value * times) / by);
}
